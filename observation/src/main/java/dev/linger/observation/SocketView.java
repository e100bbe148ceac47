package dev.linger.observation;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;

/// One socket as it passes by: a reused window on a kernel message or on a row, valid only during the call that
/// hands it over. It reads fields one by one so that half a million sockets cost no object each.
///
/// Addresses are the two halves of an [IpAddress], IPv4 in v4-mapped form.
public interface SocketView {
    SocketState state();

    SocketTimer timer();

    /// Milliseconds until the timer fires; 0 when none is armed or it is overdue.
    int timerMillis();

    long localHigh();

    long localLow();

    int localPort();

    long remoteHigh();

    long remoteLow();

    int remotePort();

    /// Bytes received and not yet read; for a listener, connections waiting to be accepted.
    int receiveQueueBytes();

    /// Bytes sent or to be sent and not acknowledged; for a listener, the limit of its accept queue, -1 where the
    /// source does not tell it (/proc/net/tcp).
    int sendQueueBytes();

    int uid();

    /// The number of the descriptor's inode; 0 when no process holds the socket.
    long inode();

    /// The kernel's lasting identity of the connection; 0 where the source has none (/proc/net/tcp).
    long cookie();

    /// Milliseconds since the peer's last segment; -1 when not known.
    int idleMillis();

    default Endpoint local() {
        return new Endpoint(new IpAddress(localHigh(), localLow()), localPort());
    }

    default Endpoint remote() {
        return new Endpoint(new IpAddress(remoteHigh(), remoteLow()), remotePort());
    }
}
