#!/bin/sh
# Builds what ./linger runs: the jars, and a cache of loaded classes that halves the time to start.
# Called by ./linger as: build.sh <root> <dist>. Ends with status 0 when a fresh build is there; 4 when the build failed or
# may not be written here, 2 when a tool is missing.
set -u
root=$1
dist=$2
umask 022

say() { echo "linger: $*" >&2; }

if ! mkdir -p "$dist" 2>/dev/null || ! [ -w "$dist" ]; then
    say "must be built first, and $dist is not writable for $(id -un)"
    say "run ./linger once as the owner of that folder, or work in a copy of your own"
    exit 4
fi

. "$root/tools/jdk.sh"
jdk_find compiler
if ! command -v mvn >/dev/null; then
    say "must be built first, which needs Maven 3.8 or newer: apt-get install maven"
    exit 2
fi

# One build at a time; the kernel frees the lock however the build ends. A build begins by removing the old one, so a
# stamp that is there after waiting says that the other build succeeded.
exec 9>"$root/cli/target/.lock"
if command -v flock >/dev/null && ! flock -n 9; then
    say "waiting for another build"
    flock 9
    [ -e "$dist/.stamp" ] && exit 0
fi

if [ -e "$dist/.stamp" ]; then say "building (the sources changed) …"; else say "building (first use, about a minute) …"; fi
log=$(mktemp) || exit 4
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
rm -rf "$dist"
mkdir -p "$dist"
# Made now, moved into place at the end: a source that changes while the build runs is newer than it.
touch "$dist/.stamp-begun"

# Tells the steps from Maven's output, keeps the rest for the case of failure, ends with Maven's status.
follow() {
    fetching=
    while IFS= read -r line; do
        case $line in
            *"maven ended "*) return "${line##* }" ;;
            Download*)
                [ -n "$fetching" ] || say "  fetching libraries and build tools (once)"
                fetching=yes
                continue
                ;;
            *"Building Linger "[a-z]*) say "  ${line#*Building Linger }" ;;
        esac
        printf '%s\n' "$line" >>"$log"
    done
    return 1
}

{
    cd "$root" && MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1" \
        mvn -B -Dstyle.color=never -Dquick -Dmaven.test.skip=true -pl cli -am package 2>&1 </dev/null
    echo "maven ended $?"
} | follow
status=$?
if [ "$status" -ne 0 ]; then
    cat "$log" >&2
    say "the build failed (Maven's status $status)"
    exit 4
fi
echo "$JAVA_HOME" >"$dist/java-home"

say "  preparing a quick start"
. "$root/tools/java-flags.sh"
if ! "$JAVA_HOME/bin/java" "-XX:AOTCacheOutput=$dist/linger.aot" $java_flags -p "$dist/lib" \
    -m dev.linger.cli/dev.linger.cli.Training >"$log" 2>&1 </dev/null || ! [ -s "$dist/linger.aot" ]; then
    cat "$log" >&2
    say "  that failed: Linger works, but takes longer to start"
    rm -f "$dist/linger.aot"
fi
mv "$dist/.stamp-begun" "$dist/.stamp"
say "built"
