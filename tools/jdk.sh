# The one place that looks for a JDK. To be sourced by sh scripts; says nothing unless it fails.
#
#   jdk_find runtime    sets JAVA_HOME to a Java of version 25 or newer, or exits with status 2
#   jdk_find compiler   the same, and it must have javac

jdk_needed=25

# The major version of the Java in folder $1, or nothing.
jdk_version() {
    if [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    elif [ -x "$1/bin/java" ]; then
        "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'
    fi
}

# Takes folder $1 if it will do for $2; remembers why not for the message.
jdk_try() {
    [ -x "$1/bin/java" ] || return 1
    version=$(jdk_version "$1")
    if [ "${version:-0}" -lt "$jdk_needed" ]; then
        jdk_found="$jdk_found
  found ${version:-an unknown version} at $1"
    elif [ "$2" = compiler ] && ! [ -x "$1/bin/javac" ]; then
        jdk_found="$jdk_found
  found $version at $1, but without javac"
    else
        JAVA_HOME=$1
        export JAVA_HOME
        return 0
    fi
    return 1
}

# The Java home that the java binary $1 belongs to, through all symbolic links.
jdk_home_of() {
    binary=$(readlink -f "$1") && dirname "$(dirname "$binary")"
}

jdk_find() {
    jdk_found=
    if [ -n "${LINGER_JAVA:-}" ]; then
        # Who names one wants that one: no other is tried.
        if [ -d "$LINGER_JAVA" ]; then
            jdk_try "$LINGER_JAVA" "$1" && return
        elif [ -x "$LINGER_JAVA" ]; then
            jdk_try "$(jdk_home_of "$LINGER_JAVA")" "$1" && return
        fi
        jdk_give_up "LINGER_JAVA=$LINGER_JAVA"
    fi
    [ -n "${JAVA_HOME:-}" ] && jdk_try "$JAVA_HOME" "$1" && return
    on_path=$(command -v java) && jdk_try "$(jdk_home_of "$on_path")" "$1" && return
    for home in /usr/lib/jvm/* /opt/*jdk* /opt/java/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        # Distributions link several names to one Java: look at each once, by its own name.
        [ -L "$home" ] || { jdk_try "$home" "$1" && return; }
    done
    jdk_give_up "LINGER_JAVA, JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman, /Library/Java"
}

jdk_give_up() {
    cat >&2 <<END
linger: needs a JDK $jdk_needed or newer, and there is none.
  looked at $1$jdk_found
  Install one (Temurin $jdk_needed, for example); if it is in an unusual place, set LINGER_JAVA to its folder.
END
    exit 2
}
