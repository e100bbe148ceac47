package dev.linger.engine;

import dev.linger.model.TcpState;

/// Is shown what a host has, without objects being made of it. Addresses come as halves, as
/// [dev.linger.model.IpAddress] has them; a port or address that is not there is 0.
public interface HostVisitor {
    /// One socket: a listener, a connection or a bound port.
    void socket(SocketSight socket);

    /// One waiting row: TIME_WAIT, or the FIN_WAIT_2 of an orphan.
    default void waiting(WaitingSight row) {}

    /// `count` owners of a port that have address, user and attributes in common.
    default void port(int port, long high, long low, int uid, int attributes, int count) {}

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

        boolean boundByProgram();

        int uid();

        /// Bytes unread; for a listener, children that wait for accept().
        int receiveQueue();

        /// Bytes unsent or unacknowledged; for a listener, its backlog.
        int sendQueue();

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
