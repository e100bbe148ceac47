package dev.linger.engine.socket;

/// The options of a socket that matter here, under their real names, each with the values it takes.
public enum SocketOption {
    SO_REUSEADDR(0, 1),
    SO_REUSEPORT(0, 1),
    /// Windows: the port is this socket's alone.
    SO_EXCLUSIVEADDRUSE(0, 1),
    SO_KEEPALIVE(0, 1),
    /// -1 off; otherwise on, with so many seconds: 0 resets, more makes close() wait.
    SO_LINGER(-1, 65535),
    /// Bytes that may be unsent or unacknowledged.
    SO_SNDBUF(1, 1 << 30),
    /// Bytes that may be unread.
    SO_RCVBUF(1, 1 << 30),
    IPV6_V6ONLY(0, 1),
    /// bind() to port 0 leaves the choice to connect().
    IP_BIND_ADDRESS_NO_PORT(0, 1),
    /// The high bound in the upper 16 bits and the low one in the lower; 0 in either for the system's.
    IP_LOCAL_PORT_RANGE(0, 0xFFFF_FFFFL),
    TCP_NODELAY(0, 1),
    /// Linux: less than a full segment waits until the program takes this back, whatever TCP_NODELAY says.
    TCP_CORK(0, 1),
    /// Linux: acknowledgments do not wait for answers of the program, until it seems to give some. It is an order,
    /// which
    /// nothing keeps.
    TCP_QUICKACK(0, 1),
    TCP_MAXSEG(64, 65495),
    /// Seconds before the first probe.
    TCP_KEEPIDLE(1, 32767),
    /// Seconds between probes.
    TCP_KEEPINTVL(1, 32767),
    TCP_KEEPCNT(1, 127),
    /// Seconds in FIN_WAIT_2 without a program; 0 for the system's, below 0 for none at all.
    TCP_LINGER2(-1, Integer.MAX_VALUE),
    /// Milliseconds that data may stay unacknowledged; 0 for the system's limits.
    TCP_USER_TIMEOUT(0, Integer.MAX_VALUE),
    /// macOS: the connection skips TIME_WAIT.
    TCP_NOTIMEWAIT(0, 1),
    /// macOS: the connection is given up after four vain repetitions of its FIN.
    TCP_RXT_FINDROP(0, 1),
    /// A flag of the descriptor. It matters to close() with SO_LINGER only, which on some systems then does not wait.
    O_NONBLOCK(0, 1);

    private final long min;
    private final long max;

    SocketOption(long min, long max) {
        this.min = min;
        this.max = max;
    }

    /// Whether the option takes this value; a negative SO_LINGER or TCP_LINGER2 counts as -1.
    public boolean takes(long value) {
        boolean inRange = value <= max && (value >= min || (min < 0 && value < 0));
        return inRange && !(this == IP_LOCAL_PORT_RANGE && runsBackwards(value));
    }

    private static boolean runsBackwards(long range) {
        long low = range & 0xFFFF;
        long high = range >>> 16;
        return high != 0 && low > high;
    }
}
