package dev.linger.script.run;

import dev.linger.engine.profile.Profile;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.script.calls.ScriptWorld;
import dev.linger.script.notation.ScriptException;
import dev.linger.script.notation.ScriptOption;
import dev.linger.sockets.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a script is run, from options of which later ones win.
public final class RunSettings {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int MAX_PORT = 65_535;
    private static final int MIN_MTU = 576;
    private static final int MAX_MTU = 65_535;

    /// What would change the packets, and cannot be had here.
    private static final Set<String> UNSUPPORTED = Set.of("init_scripts", "tcp_md5_secret", "udp_encapsulation");

    private IpVersion ipVersion = IpVersion.IPV4;
    private Optional<IpAddress> local = Optional.empty();
    private Optional<IpAddress> remote = Optional.empty();
    private int bindPort = 8080;
    private int connectPort = 8080;
    /// 0 for the profile's.
    private int mtu;
    private long toleranceMicros;
    private double tolerancePercent;
    private long timestampTickMicros;
    private boolean timestampEchoScaled;
    private boolean strictSegments;
    private boolean dryRun;
    private final List<String> withoutMeaning = new ArrayList<>();

    /// The settings that options lines stand for.
    ///
    /// @param name the script's, for messages
    /// @throws ScriptException for an option that is unknown or does not take its value
    public static RunSettings of(String name, List<ScriptOption> options) throws ScriptException {
        RunSettings settings = new RunSettings();
        for (ScriptOption option : options) {
            try {
                settings.set(option);
            } catch (IllegalArgumentException problem) {
                String message = "option --" + option.name() + ": " + problem.getMessage();
                throw new ScriptException(name, option.line(), message);
            }
        }
        return settings;
    }

    private void set(ScriptOption option) {
        switch (option.name()) {
            case "ip_version" -> ipVersion = ipVersion(value(option));
            case "local_ip" -> local = Optional.of(address(value(option)));
            case "remote_ip" -> remote = Optional.of(address(value(option)));
            case "bind_port" -> bindPort = (int) number(option, 1, MAX_PORT);
            case "connect_port" -> connectPort = (int) number(option, 1, MAX_PORT);
            case "mtu" -> mtu = (int) number(option, MIN_MTU, MAX_MTU);
            case "tolerance_usecs" -> toleranceMicros = number(option, 0, Integer.MAX_VALUE);
            case "tolerance_percent" -> tolerancePercent = percent(value(option));
            case "tcp_ts_tick_usecs" -> timestampTickMicros = number(option, 0, MICROS_PER_SECOND);
            case "tcp_ts_ecr_scaled" -> timestampEchoScaled = true;
            case "strict_segments" -> strictSegments = true;
            case "dry_run" -> dryRun = true;
            case "define" -> {
                // Words are replaced while the script is read.
            }
            default -> withoutMeaning.add(withoutMeaning(option.name()));
        }
    }

    /// An option of the original that has no meaning where there is no device, interpreter or second machine.
    private static String withoutMeaning(String name) {
        if (!ScriptOption.isKnown(name)) {
            throw new IllegalArgumentException("there is no such option");
        }
        if (UNSUPPORTED.contains(name)) {
            throw new IllegalArgumentException("it is not supported here");
        }
        return "--" + name;
    }

    private static String value(ScriptOption option) {
        String value = option.value();
        if (value == null) {
            throw new IllegalArgumentException("it needs a value");
        }
        return value;
    }

    private static long number(ScriptOption option, long min, long max) {
        String value = value(option);
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new IllegalArgumentException("expected a number from " + min + " to " + max + ", found '" + value + "'");
    }

    private static double percent(String value) {
        try {
            double percent = Double.parseDouble(value);
            if (percent >= 0 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new IllegalArgumentException("expected a percentage from 0 to 100, found '" + value + "'");
    }

    private static IpVersion ipVersion(String value) {
        return switch (value) {
            case "ipv4" -> IpVersion.IPV4;
            case "ipv6" -> IpVersion.IPV6;
            case "ipv4-mapped-ipv6", "ipv4_mapped_ipv6" -> IpVersion.IPV4_MAPPED;
            default ->
                throw new IllegalArgumentException("expected ipv4, ipv6 or ipv4-mapped-ipv6, found '" + value + "'");
        };
    }

    /// The length of a prefix may follow; it says nothing here.
    private static IpAddress address(String value) {
        int slash = value.indexOf('/');
        return IpAddress.parse(slash < 0 ? value : value.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("expected an address, found '" + value + "'"));
    }

    public IpVersion ipVersion() {
        return ipVersion;
    }

    /// The host's own address.
    public IpAddress local() {
        return local.orElseGet(() -> address(ipVersion == IpVersion.IPV6 ? "fd3d:fa7b:d17d::1" : "192.168.0.1"));
    }

    /// The address of the other end.
    public IpAddress remote() {
        return remote.orElseGet(() -> address(ipVersion == IpVersion.IPV6 ? "2001:db8::1" : "192.0.2.1"));
    }

    /// The port of `bind(3, ..., ...)`.
    public int bindPort() {
        return bindPort;
    }

    /// The port of `connect(3, ..., ...)`.
    public int connectPort() {
        return connectPort;
    }

    /// What the script leaves open in its calls.
    ScriptWorld world() {
        AddressFamily family = ipVersion == IpVersion.IPV4 ? AddressFamily.AF_INET : AddressFamily.AF_INET6;
        return new ScriptWorld(family, new Endpoint(local(), bindPort), new Endpoint(remote(), connectPort));
    }

    /// The profile over the link that the script has.
    Profile applyTo(Profile profile) {
        return mtu == 0 ? profile : profile.withMtuBytes(mtu);
    }

    /// How much earlier or later than it says a script takes an event, of the time since the event before.
    long toleranceMicros(long sinceLastMicros) {
        return Math.max(toleranceMicros, (long) (tolerancePercent / 100 * sinceLastMicros));
    }

    /// Microseconds of a tick of the host's timestamps; 0 when scripts do not check them.
    long timestampTickMicros() {
        return timestampTickMicros;
    }

    /// Whether an echoed timestamp that was never seen is taken as so many ticks after the first one.
    boolean timestampEchoScaled() {
        return timestampEchoScaled;
    }

    /// Whether a long expected packet has to be one, and not several that follow one another.
    boolean strictSegments() {
        return strictSegments;
    }

    /// Whether the script is only read.
    public boolean dryRun() {
        return dryRun;
    }

    /// Options that were given and mean nothing here.
    public List<String> withoutMeaning() {
        return List.copyOf(withoutMeaning);
    }
}
