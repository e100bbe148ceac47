package dev.linger.cli.script;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.script.ScriptRunner;
import dev.linger.script.command.ScriptFiles;
import dev.linger.script.notation.Script;
import dev.linger.script.notation.ScriptOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How scripts are to be run.
///
/// @param profile the system to run all of them as; else each script names its own, or runs as Linux
/// @param ipVersions one run for each; if there are several, only of a script that does not say which; empty for what
///     each script says
/// @param options that hold whatever a script says itself
/// @param defines what words in scripts stand for
public record Manner(
        Optional<Profile> profile, List<String> ipVersions, List<ScriptOption> options, Map<String, String> defines) {
    public static final List<String> IP_VERSIONS = List.of("ipv4", "ipv6", "ipv4-mapped-ipv6");
    private static final String IP_VERSION = "ip_version";
    private static final String DEFAULT_IP_VERSION = "ipv4";

    public Manner {
        ipVersions = List.copyOf(ipVersions);
        options = List.copyOf(options);
        defines = Map.copyOf(defines);
    }

    /// The profile of this name; `rfc` is short for `rfc-9293`. Throws [IllegalArgumentException] that lists the names
    /// when there is none.
    public static Profile profileNamed(String name) {
        return name.equals("rfc") ? Profiles.RFC_9293 : Profiles.named(name);
    }

    /// What is wrong with the options; empty if nothing is.
    public String problem() {
        List<ScriptOption> onlyRead = new ArrayList<>(options);
        onlyRead.add(new ScriptOption(0, "dry_run", null));
        Script empty = new Script("", null, List.of(), null, List.of(), null);
        String message = ScriptRunner.run(empty, Profiles.LINUX, onlyRead, ScriptFiles.NONE)
                .message();
        String start = ":0: option ";
        return message.startsWith(start) ? message.substring(start.length()) : message;
    }

    /// What this script runs as.
    Profile profileOf(Script script) {
        String own = script.profile();
        return profile.orElseGet(() -> own == null ? Profiles.LINUX : profileNamed(own));
    }

    /// The versions to run this script with: the one that was asked for, else its own, else those that were asked for.
    List<String> ipVersionsOf(Script script) {
        if (ipVersions.size() == 1) {
            return ipVersions;
        }
        String own = ipVersions.isEmpty() ? DEFAULT_IP_VERSION : null;
        for (ScriptOption option : script.options()) {
            own = option.name().equals(IP_VERSION) && option.value() != null ? option.value() : own;
        }
        return own == null ? ipVersions : List.of(own.replace('_', '-'));
    }

    List<ScriptOption> optionsFor(String ipVersion) {
        List<ScriptOption> all = new ArrayList<>(options);
        all.add(new ScriptOption(0, IP_VERSION, ipVersion));
        return all;
    }
}
