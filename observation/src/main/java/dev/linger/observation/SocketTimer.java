package dev.linger.observation;

/// Which timer of a socket is armed, in the kernel's numbering (net/ipv4/inet_diag.c:inet_sk_diag_fill).
public enum SocketTimer {
    OFF("off"),
    RETRANSMIT("on"),
    KEEPALIVE("keepalive"),
    TIME_WAIT("timewait"),
    PROBE("persist"),
    DELAYED_ACK("delack"),
    UNKNOWN("unknown");

    private static final SocketTimer[] ALL = values();

    private final String ssName;

    SocketTimer(String ssName) {
        this.ssName = ssName;
    }

    /// The timer with the kernel's code; one that this Linger does not know is [#UNKNOWN].
    public static SocketTimer of(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : UNKNOWN;
    }

    public String ssName() {
        return ssName;
    }
}
