package dev.linger.engine;

import dev.linger.engine.socket.Errno;
import dev.linger.model.TcpState;
import java.util.Map;

/// Is shown what a host has, without objects being made of it. Addresses come as halves, as
/// [dev.linger.model.IpAddress] has them; a port or address that is not there is 0.
public interface HostVisitor {
    /// One socket: a listener, a connection or a bound port.
    void socket(SocketSight socket);

    /// One waiting row: TIME_WAIT, or the FIN_WAIT_2 of an orphan.
    default void waiting(WaitingSight row) {}

    /// `count` owners of a port that have address, user and attributes in common.
    default void port(int port, long high, long low, int uid, int attributes, int count) {}

    /// What a socket will do by itself next, in the kernel's order of preference
    /// (net/ipv4/inet_diag.c:inet_sk_diag_fill).
    enum Timer {
        OFF,
        /// SYN, SYN-ACK, text or FIN is sent again.
        RETRANSMIT,
        /// A window that is shut is probed.
        PROBE,
        /// A keepalive, or the end of an orphan's FIN_WAIT_2.
        KEEP_ALIVE,
        /// An acknowledgment is sent.
        DELAYED_ACK
    }

    /// A socket as it is during the visit.
    interface SocketSight {
        int number();

        TcpState state();

        long localHigh();

        long localLow();

        int localPort();

        long remoteHigh();

        long remoteLow();

        int remotePort();

        /// A program holds it.
        boolean owned();

        /// Its program is gone, and the host ends the connection alone. Neither held nor an orphan are embryos and
        /// children that nobody has accepted yet.
        boolean orphan();

        /// The listener that an embryo or a child not yet accepted came from, or [TcpEngine#NONE].
        int listener();

        /// The program has named its local port.
        boolean boundByProgram();

        /// Its local port is taken: what is CLOSED and holds one is bound.
        boolean holdsPort();

        boolean v6Only();

        int uid();

        /// Bytes unread, to which Linux adds a FIN until the program has seen it; for a listener, children that
        /// wait for accept().
        int receiveQueue();

        /// Sequence numbers unsent or unacknowledged: text, and a SYN or FIN (net/ipv4/tcp_diag.c:tcp_diag_get_info);
        /// for a listener, its backlog.
        int sendQueue();

        /// The program has closed, or shut down for writing: a FIN follows what is unsent, or has been sent.
        boolean finQueued();
        /// Why the connection ended or a call failed, as long as nobody has asked (SO_ERROR).
        Errno error();

        /// The peer's FIN has been taken.
        boolean finReceived();

        /// Bytes of text unsent or unacknowledged.
        int sendText();

        /// How many they may be (SO_SNDBUF).
        int sendLimit();

        /// Bytes that may be unread (SO_RCVBUF).
        int receiveLimit();

        /// Bytes of text in the largest segment that may be sent.
        int sendMss();

        /// Acknowledgments wait for the program's answers (TCP_QUICKACK is off).
        boolean interactive();

        /// Connections in SYN_RECEIVED that a listener has; else 0.
        int embryos();

        Timer timer();

        /// Milliseconds until the timer fires, rounded up; 0 when it is off or overdue.
        int timerMillis();

        /// Milliseconds since the last acceptable segment from the peer; -1 before the first.
        int idleMillis();

        /// SND.UNA.
        int sndUna();

        /// SND.NXT.
        int sndNxt();

        /// RCV.NXT.
        int rcvNxt();

        /// Bytes of congestion window.
        int cwnd();

        /// Microseconds, 0 before the first measurement.
        int srttMicros();

        int rtoMicros();

        int retransmits();

        /// Unanswered probes of a shut window, or keepalives.
        int probes();

        /// What TCP_INFO tells, under the kernel's names and in its units, of what is known here
        /// (net/ipv4/tcp.c:tcp_get_info).
        Map<String, Long> tcpInfo();

        /// The earliest thing that will happen by itself, in nanoseconds, or [TcpEngine#NEVER].
        long deadlineNanos();
    }

    /// A waiting row as it is during the visit.
    interface WaitingSight {
        /// TIME_WAIT or FIN_WAIT_2.
        TcpState state();

        long localHigh();

        long localLow();

        int localPort();

        long remoteHigh();

        long remoteLow();

        int remotePort();

        /// SND.NXT, which counts our FIN.
        int sndNxt();

        /// RCV.NXT, which counts the peer's FIN.
        int rcvNxt();

        boolean timestamps();

        /// TS.Recent.
        int tsRecent();

        /// Milliseconds until it ends, 0 or more.
        int remainingMillis();

        /// Milliseconds since it began to wait.
        int ageMillis();
    }
}
