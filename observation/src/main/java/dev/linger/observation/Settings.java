package dev.linger.observation;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import dev.linger.model.Setting;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// What the kernel's settings were, under their real sysctl names; one that is not there could not be read or does
/// not exist in this kernel.
public record Settings(Map<String, String> values) {
    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public Optional<String> text(Setting setting) {
        return Optional.ofNullable(values.get(setting.sysctl()));
    }

    /// The value of a setting that is one whole number; empty when it is missing or something else.
    public OptionalLong number(Setting setting) {
        String value = values.get(setting.sysctl());
        try {
            return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value.strip()));
        } catch (NumberFormatException notOneNumber) {
            return OptionalLong.empty();
        }
    }

    /// The range and the reserved ports; Linux's default range, marked as assumed, when it is missing or malformed,
    /// and no reserved ports when theirs are.
    public EphemeralPorts ephemeralPorts() {
        PortSet reserved = reservedPorts();
        try {
            PortRange range = portRange(text(Setting.IP_LOCAL_PORT_RANGE).orElse(""));
            return new EphemeralPorts(range, reserved, false);
        } catch (IllegalArgumentException notTwoPorts) {
            return new EphemeralPorts(PortRange.LINUX_DEFAULT, reserved, true);
        }
    }

    /// The range as net.ipv4.ip_local_port_range shows it: two ports with white space between them.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static PortRange portRange(String text) {
        String[] ends = text.strip().split("\\s+", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not two ports");
        }
        return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    private PortSet reservedPorts() {
        try {
            return PortSet.parse(text(Setting.IP_LOCAL_RESERVED_PORTS).orElse(""));
        } catch (IllegalArgumentException notPorts) {
            return PortSet.EMPTY;
        }
    }
}
