package dev.linger.script.calls;

import dev.linger.engine.socket.SocketOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A socket option that scripts can name.
///
/// @param engine what the engine calls it, or null
record OptionKind(
        String level, String name, Form form, @Nullable SocketOption engine) {
    /// How a value is written, and what becomes of it.
    enum Form {
        /// 0, or anything else for 1.
        SWITCH,
        NUMBER,
        /// SO_SNDBUF and SO_RCVBUF.
        BUFFER,
        LINGER,
        /// SO_RCVTIMEO and SO_SNDTIMEO.
        TIME,
        ERROR,
        TYPE,
        LISTENS,
        INFO,
        /// It is taken and remembered, and has no effect.
        REMEMBERED,
        /// TCP_CONGESTION: a name, remembered.
        ALGORITHM
    }

    private static final String SOCKET = "SOL_SOCKET";
    private static final String TCP = "IPPROTO_TCP";
    private static final String IP = "IPPROTO_IP";
    private static final String IPV6 = "IPPROTO_IPV6";

    private static final List<OptionKind> ALL = List.of(
            of(SOCKET, Form.SWITCH, SocketOption.SO_REUSEADDR),
            of(SOCKET, Form.SWITCH, SocketOption.SO_REUSEPORT),
            of(SOCKET, Form.SWITCH, SocketOption.SO_KEEPALIVE),
            of(SOCKET, Form.BUFFER, SocketOption.SO_SNDBUF),
            of(SOCKET, Form.BUFFER, SocketOption.SO_RCVBUF),
            of(SOCKET, Form.LINGER, SocketOption.SO_LINGER),
            of(SOCKET, Form.TIME, "SO_RCVTIMEO"),
            of(SOCKET, Form.TIME, "SO_SNDTIMEO"),
            of(SOCKET, Form.ERROR, "SO_ERROR"),
            of(SOCKET, Form.TYPE, "SO_TYPE"),
            of(SOCKET, Form.LISTENS, "SO_ACCEPTCONN"),
            of(TCP, Form.SWITCH, SocketOption.TCP_NODELAY),
            of(TCP, Form.SWITCH, SocketOption.TCP_CORK),
            new OptionKind(TCP, "TCP_NOPUSH", Form.SWITCH, SocketOption.TCP_CORK),
            of(TCP, Form.SWITCH, SocketOption.TCP_QUICKACK),
            of(TCP, Form.NUMBER, SocketOption.TCP_MAXSEG),
            of(TCP, Form.NUMBER, SocketOption.TCP_KEEPIDLE),
            of(TCP, Form.NUMBER, SocketOption.TCP_KEEPINTVL),
            of(TCP, Form.NUMBER, SocketOption.TCP_KEEPCNT),
            of(TCP, Form.NUMBER, SocketOption.TCP_LINGER2),
            of(TCP, Form.NUMBER, SocketOption.TCP_USER_TIMEOUT),
            of(TCP, Form.INFO, "TCP_INFO"),
            of(TCP, Form.ALGORITHM, "TCP_CONGESTION"),
            of(IP, Form.SWITCH, SocketOption.IP_BIND_ADDRESS_NO_PORT),
            of(IP, Form.NUMBER, SocketOption.IP_LOCAL_PORT_RANGE),
            of(IPV6, Form.SWITCH, SocketOption.IPV6_V6ONLY),
            of(SOCKET, Form.REMEMBERED, "SO_DEBUG"),
            of(SOCKET, Form.REMEMBERED, "SO_DONTROUTE"),
            of(SOCKET, Form.REMEMBERED, "SO_BROADCAST"),
            of(SOCKET, Form.REMEMBERED, "SO_OOBINLINE"),
            of(SOCKET, Form.REMEMBERED, "SO_PRIORITY"),
            of(SOCKET, Form.REMEMBERED, "SO_MARK"),
            of(SOCKET, Form.REMEMBERED, "SO_BUSY_POLL"),
            of(SOCKET, Form.REMEMBERED, "SO_NOSIGPIPE"),
            of(SOCKET, Form.REMEMBERED, "SO_TIMESTAMP"),
            of(IP, Form.REMEMBERED, "IP_TOS"),
            of(IP, Form.REMEMBERED, "IP_TTL"),
            of(IP, Form.REMEMBERED, "IP_MTU_DISCOVER"),
            of(IP, Form.REMEMBERED, "IP_RECVERR"),
            of(IP, Form.REMEMBERED, "IP_FREEBIND"),
            of(IPV6, Form.REMEMBERED, "IPV6_TCLASS"),
            of(IPV6, Form.REMEMBERED, "IPV6_UNICAST_HOPS"),
            of(IPV6, Form.REMEMBERED, "IPV6_MTU_DISCOVER"),
            of(IPV6, Form.REMEMBERED, "IPV6_RECVERR"),
            of(TCP, Form.REMEMBERED, "TCP_THIN_LINEAR_TIMEOUTS"),
            of(TCP, Form.REMEMBERED, "TCP_THIN_DUPACK"));

    private static OptionKind of(String level, Form form, SocketOption option) {
        return new OptionKind(level, option.name(), form, option);
    }

    private static OptionKind of(String level, Form form, String name) {
        return new OptionKind(level, name, form, null);
    }

    /// The supported option with these numbers on this system, or null.
    static @Nullable OptionKind find(Constants constants, int level, int number) {
        for (OptionKind kind : ALL) {
            if (constants.is(kind.level(), level) && constants.is(kind.name(), number)) {
                return kind;
            }
        }
        return null;
    }
}
