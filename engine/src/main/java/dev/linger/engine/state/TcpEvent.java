package dev.linger.engine.state;

/// What moves a connection from one state to another: user calls, segments as far as they were accepted, and time.
public enum TcpEvent {
    /// listen(): RFC 9293 §3.10.1.
    PASSIVE_OPEN("passive open"),
    /// connect(), which sends a SYN.
    ACTIVE_OPEN("active open / SYN"),
    /// A SYN arrived at a listener, or at a connection that has sent its own: simultaneous open.
    SYN_RECEIVED("SYN / SYN, ACK"),
    /// Our SYN was acknowledged by a segment that carries the peer's.
    SYN_ACK_RECEIVED("SYN, ACK / ACK"),
    /// The peer acknowledged our SYN after its own had come.
    SYN_ACKNOWLEDGED("ACK of SYN"),
    /// The program will send no more: close() or shutdown(). The FIN is queued behind the data.
    CLOSE("close / FIN"),
    /// The peer's FIN arrived and everything before it.
    FIN_RECEIVED("FIN / ACK"),
    /// The peer acknowledged our FIN.
    FIN_ACKNOWLEDGED("ACK of FIN"),
    /// An acceptable RST.
    RESET_RECEIVED("RST"),
    /// Abortive close, linger 0, unread data, data after close: the connection is reset from this side.
    ABORT("abort / RST"),
    /// Retransmission limit, keepalive, user time-out.
    GIVE_UP("give up"),
    /// The wait is over: 2 MSL, or what stands for it in FIN_WAIT_2 without a program; or connect() takes the
    /// four-tuple.
    WAIT_OVER("wait over"),
    /// An acceptable new SYN arrived in TIME_WAIT (RFC 9293 §3.6.1 MAY-2).
    REOPEN("SYN / SYN, ACK");

    private final String label;

    TcpEvent(String label) {
        this.label = label;
    }

    /// What an arrow of the diagram is labelled with: what arrives, and after a slash what is sent.
    public String label() {
        return label;
    }
}
