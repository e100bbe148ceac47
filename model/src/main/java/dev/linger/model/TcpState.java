package dev.linger.model;

/// The eleven states of a connection, RFC 9293 §3.3.2, in the RFC's order.
///
/// What a host shows is a [SocketState], which knows one more: a socket that is bound and does nothing else.
public enum TcpState {
    LISTEN,
    SYN_SENT,
    SYN_RECEIVED,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    CLOSE_WAIT,
    CLOSING,
    LAST_ACK,
    TIME_WAIT,
    CLOSED;

    private static final TcpState[] ALL = values();

    /// The state with this ordinal, without the copy that `values()` makes.
    public static TcpState of(int ordinal) {
        return ALL[ordinal];
    }

    /// Both sides have agreed on sequence numbers: ESTABLISHED and everything after it but CLOSED.
    public boolean isSynchronized() {
        return switch (this) {
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> true;
            case LISTEN, SYN_SENT, SYN_RECEIVED, CLOSED -> false;
        };
    }

    /// Linux's number for it, 1 to 11 (include/net/tcp_states.h).
    public int kernelNumber() {
        return switch (this) {
            case ESTABLISHED -> 1;
            case SYN_SENT -> 2;
            case SYN_RECEIVED -> 3;
            case FIN_WAIT_1 -> 4;
            case FIN_WAIT_2 -> 5;
            case TIME_WAIT -> 6;
            case CLOSED -> 7;
            case CLOSE_WAIT -> 8;
            case LAST_ACK -> 9;
            case LISTEN -> 10;
            case CLOSING -> 11;
        };
    }

    /// How a host shows this state.
    public SocketState shown() {
        return SocketState.of(ordinal());
    }
}
