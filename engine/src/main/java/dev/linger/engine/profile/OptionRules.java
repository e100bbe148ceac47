package dev.linger.engine.profile;

import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Which socket options a system has, and which values they take: what setsockopt() refuses.
///
/// Linux as measured on 6.18, and in which version an option came by its sources; FreeBSD and macOS by setsockopt(2)
/// and tcp(4), Windows by Microsoft's pages on SOL_SOCKET, IPPROTO_TCP and IPPROTO_IPV6. The RFC names no options:
/// it has those that any system needs, and what it demands itself. Where no document says what an option takes, it
/// takes what it takes on Linux.
///
/// @param values what each option takes that the system has
public record OptionRules(Map<SocketOption, Values> values) {
    /// From `min` to `max`.
    public record Values(long min, long max) {}

    private static final Values ANY = new Values(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Values LARGE = new Values(1, Integer.MAX_VALUE);

    private static final Set<SocketOption> COMMON = EnumSet.of(
            SocketOption.SO_REUSEADDR,
            SocketOption.SO_KEEPALIVE,
            SocketOption.SO_LINGER,
            SocketOption.SO_SNDBUF,
            SocketOption.SO_RCVBUF,
            SocketOption.TCP_NODELAY,
            SocketOption.O_NONBLOCK);
    private static final Set<SocketOption> KEEP_ALIVE =
            EnumSet.of(SocketOption.TCP_KEEPIDLE, SocketOption.TCP_KEEPINTVL, SocketOption.TCP_KEEPCNT);
    private static final Set<SocketOption> UNIX =
            EnumSet.of(SocketOption.SO_REUSEPORT, SocketOption.IPV6_V6ONLY, SocketOption.TCP_MAXSEG);

    /// RFC 9293 §3.8.3 MUST-21 is TCP_USER_TIMEOUT.
    public static final OptionRules RFC_9293 =
            having(COMMON, KEEP_ALIVE, UNIX, EnumSet.of(SocketOption.TCP_USER_TIMEOUT));

    /// SO_REUSEPORT came with 3.9.
    public static final OptionRules LINUX_3_6 = having(
                    COMMON,
                    KEEP_ALIVE,
                    EnumSet.of(
                            SocketOption.IPV6_V6ONLY,
                            SocketOption.TCP_MAXSEG,
                            SocketOption.TCP_LINGER2,
                            SocketOption.TCP_CORK,
                            SocketOption.TCP_QUICKACK,
                            SocketOption.TCP_USER_TIMEOUT))
            .taking(SocketOption.SO_SNDBUF, ANY)
            .taking(SocketOption.SO_RCVBUF, ANY);

    /// IP_BIND_ADDRESS_NO_PORT came with 4.2.
    public static final OptionRules LINUX_4_10 =
            LINUX_3_6.taking(SocketOption.SO_REUSEPORT, ANY).taking(SocketOption.IP_BIND_ADDRESS_NO_PORT, ANY);

    /// IP_LOCAL_PORT_RANGE came with 6.3.
    public static final OptionRules LINUX =
            LINUX_4_10.taking(SocketOption.IP_LOCAL_PORT_RANGE, usual(SocketOption.IP_LOCAL_PORT_RANGE));

    public static final OptionRules FREEBSD = having(COMMON, KEEP_ALIVE, UNIX);

    /// What is TCP_KEEPIDLE elsewhere is called TCP_KEEPALIVE here.
    public static final OptionRules MACOS =
            having(COMMON, KEEP_ALIVE, UNIX, EnumSet.of(SocketOption.TCP_NOTIMEWAIT, SocketOption.TCP_RXT_FINDROP));

    /// Keepalive could be set by an ioctl only.
    public static final OptionRules OLD_WINDOWS = having(COMMON, EnumSet.of(SocketOption.SO_EXCLUSIVEADDRUSE));

    public static final OptionRules WINDOWS_10 =
            having(COMMON, KEEP_ALIVE, EnumSet.of(SocketOption.SO_EXCLUSIVEADDRUSE, SocketOption.IPV6_V6ONLY));

    public OptionRules {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /// ENOPROTOOPT for an option that the system does not have, EINVAL for a value that it does not take.
    public Errno verdict(SocketOption option, long value) {
        Values taken = values.get(option);
        if (taken == null) {
            return Errno.ENOPROTOOPT;
        }
        boolean backwards = option == SocketOption.IP_LOCAL_PORT_RANGE && runsBackwards(value);
        // A segment size of 0 takes a limit back (net/ipv4/tcp.c:do_tcp_setsockopt).
        boolean none = option == SocketOption.TCP_MAXSEG && value == 0;
        boolean within = value >= taken.min() && value <= taken.max();
        return none || (within && !backwards) ? Errno.OK : Errno.EINVAL;
    }

    private static boolean runsBackwards(long range) {
        long low = range & 0xFFFF;
        long high = range >>> 16;
        return high != 0 && low > high;
    }

    private OptionRules taking(SocketOption option, Values taken) {
        Map<SocketOption, Values> changed = new EnumMap<>(values);
        changed.put(option, taken);
        return new OptionRules(changed);
    }

    @SafeVarargs
    private static OptionRules having(Set<SocketOption>... groups) {
        Map<SocketOption, Values> values = new EnumMap<>(SocketOption.class);
        for (Set<SocketOption> group : groups) {
            group.forEach(option -> values.put(option, usual(option)));
        }
        return new OptionRules(values);
    }

    /// What an option takes on most systems that have it.
    private static Values usual(SocketOption option) {
        return switch (option) {
            case SO_REUSEADDR,
                    SO_REUSEPORT,
                    SO_EXCLUSIVEADDRUSE,
                    SO_KEEPALIVE,
                    SO_LINGER,
                    IPV6_V6ONLY,
                    IP_BIND_ADDRESS_NO_PORT,
                    TCP_NODELAY,
                    TCP_CORK,
                    TCP_QUICKACK,
                    TCP_LINGER2,
                    TCP_NOTIMEWAIT,
                    TCP_RXT_FINDROP,
                    O_NONBLOCK -> ANY;
            case SO_SNDBUF, SO_RCVBUF -> LARGE;
            case IP_LOCAL_PORT_RANGE -> new Values(0, 0xFFFF_FFFFL);
            case TCP_MAXSEG -> new Values(88, 32_767);
            case TCP_KEEPIDLE, TCP_KEEPINTVL -> new Values(1, 32_767);
            case TCP_KEEPCNT -> new Values(1, 127);
            case TCP_USER_TIMEOUT -> new Values(0, Integer.MAX_VALUE);
        };
    }
}
