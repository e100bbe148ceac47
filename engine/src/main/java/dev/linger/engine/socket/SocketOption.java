package dev.linger.engine.socket;

/// The options of a socket that matter here, under their real names. Which system has them, and what they take, is
/// told by [dev.linger.engine.profile.OptionRules]; those that are on or off are on for every value but 0.
public enum SocketOption {
    SO_REUSEADDR,
    SO_REUSEPORT,
    /// Windows: the port is this socket's alone.
    SO_EXCLUSIVEADDRUSE,
    SO_KEEPALIVE,
    /// Below 0 off; otherwise on, with so many seconds: 0 resets, more makes close() wait.
    SO_LINGER,
    /// Bytes that may be unsent or unacknowledged: held to 1 to 2^30, and a negative number counts as a large one.
    SO_SNDBUF,
    /// Bytes that may be unread, held in the same way.
    SO_RCVBUF,
    IPV6_V6ONLY,
    /// bind() to port 0 leaves the choice to connect().
    IP_BIND_ADDRESS_NO_PORT,
    /// The high bound in the upper 16 bits and the low one in the lower; 0 in either for the system's.
    IP_LOCAL_PORT_RANGE,
    TCP_NODELAY,
    /// Linux: less than a full segment waits until the program takes this back, whatever TCP_NODELAY says.
    TCP_CORK,
    /// Linux: acknowledgments do not wait for answers of the program, until it seems to give some. It is an order
    /// that nothing keeps.
    TCP_QUICKACK,
    /// Bytes, 0 for the system's.
    TCP_MAXSEG,
    /// Seconds before the first probe.
    TCP_KEEPIDLE,
    /// Seconds between probes.
    TCP_KEEPINTVL,
    TCP_KEEPCNT,
    /// Seconds in FIN_WAIT_2 without a program; 0 for the system's, below 0 for none at all.
    TCP_LINGER2,
    /// Milliseconds that data may stay unacknowledged; 0 for the system's limits.
    TCP_USER_TIMEOUT,
    /// macOS: the connection skips TIME_WAIT.
    TCP_NOTIMEWAIT,
    /// macOS: the connection is given up after four vain repetitions of its FIN.
    TCP_RXT_FINDROP,
    /// A flag of the descriptor. It matters to close() with SO_LINGER only, which on some systems then does not wait.
    O_NONBLOCK
}
