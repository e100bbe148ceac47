package dev.linger.model;

/// The eleven states of a connection, RFC 9293 §3.3.2, in the RFC's order.
///
/// What a host shows is a [SocketState], which knows one more: a socket that is bound and does nothing else.
public enum TcpState {
    LISTEN(10),
    SYN_SENT(2),
    SYN_RECEIVED(3),
    ESTABLISHED(1),
    FIN_WAIT_1(4),
    FIN_WAIT_2(5),
    CLOSE_WAIT(8),
    CLOSING(11),
    LAST_ACK(9),
    TIME_WAIT(6),
    CLOSED(7);

    private static final TcpState[] ALL = values();

    private final int kernelNumber;

    TcpState(int kernelNumber) {
        this.kernelNumber = kernelNumber;
    }

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
        return kernelNumber;
    }

    /// How a host shows this state.
    public SocketState shown() {
        return SocketState.of(ordinal());
    }
}
