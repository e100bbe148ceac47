package dev.linger.cli.command;

import dev.linger.cli.script.Manner;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.script.notation.ScriptOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How scripts are to be run, as `linger script` was told.
final class ScriptQuestion {
    static final Option PROFILE = Option.valued(
                    "--profile", "NAME", "run as this system; else as each script says by #profile, or as linux")
            .completedBy(Profiles.all().stream().map(Profile::name).toArray(String[]::new));
    static final Option JOBS =
            Option.valued("--jobs", "N", "how many scripts run at once; one for each processor unless told");

    private static final String ALL = "all";
    private static final Option IP_VERSION = Option.valued(
                    "--ip_version",
                    "VERSION",
                    "ipv4 (unless told), ipv6, ipv4-mapped-ipv6 or all; many times for several")
            .manyTimes()
            .completedBy("ipv4", "ipv6", "ipv4-mapped-ipv6", ALL);
    private static final Option DEFINE = Option.valued("--define", "NAME=VALUE", "a word that stands for another")
            .orShort("-D")
            .manyTimes();

    /// Options that scripts know themselves: what is said here wins.
    private static final List<Option> OF_SCRIPTS = List.of(
            Option.valued("--tolerance_usecs", "N", "how much too early or late an event may be; 0 unless told"),
            Option.valued("--tolerance_percent", "N", "the same, of the time since the event before"),
            Option.valued("--local_ip", "ADDRESS", "the host's address"),
            Option.valued("--remote_ip", "ADDRESS", "the other end's"),
            Option.valued("--bind_port", "PORT", "the port of bind(3, ..., ...)"),
            Option.valued("--connect_port", "PORT", "the port of connect(3, ..., ...)"),
            Option.valued("--mtu", "BYTES", "the longest packet"),
            Option.valued("--tcp_ts_tick_usecs", "N", "check the host's timestamps, which tick so often"),
            Option.flag("--tcp_ts_ecr_scaled", "take an unknown echo for ticks after the first"),
            Option.flag("--strict_segments", "a long packet is one packet, not several"),
            Option.flag("--dry_run", "read scripts, do not run them"),
            Option.valued("--non_fatal", "KINDS", "without effect; for command lines written for packetdrill"),
            Option.flag("--verbose", "without effect, likewise").orShort("-v"));

    private ScriptQuestion() {}

    static List<Option> options() {
        List<Option> options = new ArrayList<>(List.of(PROFILE, JOBS, IP_VERSION, DEFINE));
        options.addAll(OF_SCRIPTS);
        return options;
    }

    static Manner manner(Arguments arguments) throws CommandException {
        Manner manner = new Manner(profile(arguments), ipVersions(arguments), given(arguments), defines(arguments));
        if (!manner.problem().isEmpty()) {
            throw CommandException.usage(manner.problem());
        }
        return manner;
    }

    static int jobs(Arguments arguments) throws CommandException {
        Optional<String> text = arguments.value(JOBS);
        if (text.isEmpty()) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (text.get().matches("[1-9]\\d{0,2}")) {
            return Integer.parseInt(text.get());
        }
        throw CommandException.usage("--jobs takes a whole number from 1 to 999; not '" + text.get() + "'");
    }

    private static Optional<Profile> profile(Arguments arguments) throws CommandException {
        Optional<String> name = arguments.value(PROFILE);
        try {
            return name.map(Manner::profileNamed);
        } catch (IllegalArgumentException unknown) {
            throw CommandException.usage("--profile: " + unknown.getMessage(), unknown);
        }
    }

    private static List<String> ipVersions(Arguments arguments) throws CommandException {
        List<String> versions = new ArrayList<>();
        for (String text : arguments.values(IP_VERSION)) {
            String version = text.replace('_', '-');
            if (!version.equals(ALL) && !Manner.IP_VERSIONS.contains(version)) {
                throw CommandException.usage(
                        "--ip_version takes " + String.join(", ", Manner.IP_VERSIONS) + " or all; not '" + text + "'");
            }
            versions.add(version);
        }
        if (versions.contains(ALL)) {
            return Manner.IP_VERSIONS;
        }
        return versions.stream().distinct().toList();
    }

    private static List<ScriptOption> given(Arguments arguments) {
        List<ScriptOption> given = new ArrayList<>();
        for (Option option : OF_SCRIPTS) {
            if (arguments.has(option)) {
                String value = arguments.value(option).orElseThrow();
                given.add(new ScriptOption(0, option.name().substring(2), option.hasValue() ? value : null));
            }
        }
        return given;
    }

    private static Map<String, String> defines(Arguments arguments) throws CommandException {
        Map<String, String> defines = new LinkedHashMap<>();
        for (String text : arguments.values(DEFINE)) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw CommandException.usage("--define takes NAME=VALUE; not '" + text + "'");
            }
            defines.put(name, equals < 0 ? "" : text.substring(equals + 1));
        }
        return defines;
    }
}
