package dev.linger.engine.profile;

import dev.linger.engine.record.RecordPath;
import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The forms in which systems write ranges and sets of ports.
enum PortForm implements SettingForm {
    /// `32768 60999`: net.ipv4.ip_local_port_range up to 4.10.
    RANGE_FROM_1 {
        @Override
        public String read(Profile profile) {
            return rangeOf(profile).first() + " " + rangeOf(profile).last();
        }

        @Override
        public Profile write(Profile profile, String value) {
            return withRange(profile, parseRange(value, 1));
        }

        @Override
        public String allowed(Profile profile) {
            return "two ports from 1 to 65535, the lower one first";
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of("1 1", "1 65535", "65535 65535");
        }
    },
    /// The same, not below net.ipv4.ip_unprivileged_port_start; also for RFC 6056.
    RANGE_FROM_1024 {
        @Override
        public String read(Profile profile) {
            return RANGE_FROM_1.read(profile);
        }

        @Override
        public Profile write(Profile profile, String value) {
            return withRange(profile, parseRange(value, 1024));
        }

        @Override
        public String allowed(Profile profile) {
            return "two ports from 1024 to 65535, the lower one first";
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of("1024 1024", "1024 65535", "65535 65535");
        }
    },
    /// `8080,9000-9100`: net.ipv4.ip_local_reserved_ports.
    RESERVED {
        @Override
        public String read(Profile profile) {
            return profile.ports().reserved().toString();
        }

        @Override
        public Profile write(Profile profile, String value) {
            if (!value.isEmpty() && !RESERVED_PORTS.matcher(value).matches()) {
                throw new IllegalArgumentException("not ports and ranges: " + value);
            }
            return RecordPath.copy(profile, "ports.reserved", PortSet.parse(value));
        }

        @Override
        public String allowed(Profile profile) {
            return "ports and ranges of ports such as 8080,9000-9100, or nothing";
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of("", "0-65535");
        }
    },
    /// net.inet.ip.portrange.first. The systems exchange the ends of a range that runs backwards; here it is refused.
    FIRST {
        @Override
        public String read(Profile profile) {
            return Integer.toString(rangeOf(profile).first());
        }

        @Override
        public Profile write(Profile profile, String value) {
            return withRange(
                    profile,
                    new PortRange(
                            port(value, 1024, rangeOf(profile).last()),
                            rangeOf(profile).last()));
        }

        @Override
        public String allowed(Profile profile) {
            return "1024 to the last port, " + rangeOf(profile).last();
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of("1024", Integer.toString(rangeOf(profile).last()));
        }
    },
    /// net.inet.ip.portrange.last.
    LAST {
        @Override
        public String read(Profile profile) {
            return Integer.toString(rangeOf(profile).last());
        }

        @Override
        public Profile write(Profile profile, String value) {
            int first = rangeOf(profile).first();
            return withRange(profile, new PortRange(first, port(value, first, 65535)));
        }

        @Override
        public String allowed(Profile profile) {
            return "the first port, " + rangeOf(profile).first() + ", to 65535";
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of(Integer.toString(rangeOf(profile).first()), "65535");
        }
    },
    /// `start=49152 num=16384`: what netsh int ipv4 set dynamicport tcp takes.
    DYNAMIC {
        private static final int FEWEST = 255;

        @Override
        public String read(Profile profile) {
            return "start=" + rangeOf(profile).first() + " num="
                    + rangeOf(profile).size();
        }

        @Override
        public Profile write(Profile profile, String value) {
            Matcher words = NETSH.matcher(value);
            if (!words.matches()) {
                throw new IllegalArgumentException("not start= and num=: " + value);
            }
            int start = port(words.group(1), 1025, 65536 - FEWEST);
            int count = port(words.group(2), FEWEST, 65536 - start);
            return withRange(profile, new PortRange(start, start + count - 1));
        }

        @Override
        public String allowed(Profile profile) {
            return "start=S num=N, S at least 1025, N at least 255, and no port above 65535";
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of("start=1025 num=255", "start=1025 num=64511", "start=65281 num=255");
        }
    },
    /// AutoReusePortRangeStartPort, 0 for off. Given first, it shares that one port.
    AUTO_REUSE_START {
        @Override
        public String read(Profile profile) {
            PortRange range = profile.ports().autoReusePortRange();
            return range == null ? "0" : Integer.toString(range.first());
        }

        @Override
        public Profile write(Profile profile, String value) {
            if (value.equals("0")) {
                return withAutoReuse(profile, null);
            }
            PortRange range = profile.ports().autoReusePortRange();
            int count = range == null ? 1 : range.size();
            int start = port(value, 1025, 65536 - count);
            return withAutoReuse(profile, new PortRange(start, start + count - 1));
        }

        @Override
        public String allowed(Profile profile) {
            return "0, or 1025 to 65535 with no port of the range above that";
        }

        @Override
        public List<String> ends(Profile profile) {
            PortRange range = profile.ports().autoReusePortRange();
            return List.of("0", "1025", Integer.toString(65536 - (range == null ? 1 : range.size())));
        }
    },
    /// AutoReusePortRangeNumberOfPorts, 0 for off. Given first, the range begins where the dynamic ports do.
    AUTO_REUSE_COUNT {
        @Override
        public String read(Profile profile) {
            PortRange range = profile.ports().autoReusePortRange();
            return range == null ? "0" : Integer.toString(range.size());
        }

        @Override
        public Profile write(Profile profile, String value) {
            if (value.equals("0")) {
                return withAutoReuse(profile, null);
            }
            int first = autoReuseFirst(profile);
            return withAutoReuse(profile, new PortRange(first, first + port(value, 1, 65536 - first) - 1));
        }

        @Override
        public String allowed(Profile profile) {
            return "0 to " + (65536 - autoReuseFirst(profile));
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of("0", "1", Integer.toString(65536 - autoReuseFirst(profile)));
        }
    };

    private static final Pattern NETSH = Pattern.compile("start=(\\d{1,5})\\s+num=(\\d{1,5})");
    private static final Pattern RESERVED_PORTS =
            Pattern.compile("(0|[1-9]\\d{0,4})(-[1-9]\\d{0,4})?(\\s*,\\s*(0|[1-9]\\d{0,4})(-[1-9]\\d{0,4})?)*");
    private static final Pattern TWO_PORTS = Pattern.compile("(\\d{1,5})\\s+(\\d{1,5})");

    private static PortRange rangeOf(Profile profile) {
        return profile.ports().range();
    }

    private static Profile withRange(Profile profile, PortRange range) {
        return RecordPath.copy(profile, "ports.range", range);
    }

    private static Profile withAutoReuse(Profile profile, @Nullable PortRange range) {
        return RecordPath.copy(profile, "ports.autoReusePortRange", range);
    }

    private static int autoReuseFirst(Profile profile) {
        PortRange range = profile.ports().autoReusePortRange();
        return range == null ? profile.ports().range().first() : range.first();
    }

    private static PortRange parseRange(String value, int lowest) {
        Matcher ports = TWO_PORTS.matcher(value);
        if (!ports.matches()) {
            throw new IllegalArgumentException("not two ports: " + value);
        }
        return new PortRange(port(ports.group(1), lowest, 65535), port(ports.group(2), lowest, 65535));
    }

    private static int port(String text, int min, int max) {
        long port = NumberForm.parse(text);
        if (port < min || port > max) {
            throw new IllegalArgumentException("no port from " + min + " to " + max + ": " + port);
        }
        return (int) port;
    }
}
