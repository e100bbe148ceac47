package dev.linger.engine.arrival;

import dev.linger.engine.connection.Addresses;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.timewait.TimeWaitStore;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// SEGMENT ARRIVES: RFC 9293 §3.10.7. Finds who it is for: a connection, then a waiting row, then a listener.
public final class SegmentArrival {
    private SegmentArrival() {}

    /// Handles one segment that was sent to one of the host's addresses and whose checksum was right.
    public static void process(Host host, Segment segment) {
        host.count(Counter.IN_SEGS);
        int slot = host.find(
                segment.destinationHigh,
                segment.destinationLow,
                segment.sourceHigh,
                segment.sourceLow,
                segment.destinationPort,
                segment.sourcePort);
        if (slot != Tcb.NONE) {
            toConnection(host, host.socket(slot), segment);
            return;
        }
        int row = host.waiting.find(
                segment.destinationHigh,
                segment.destinationLow,
                segment.sourceHigh,
                segment.sourceLow,
                segment.destinationPort,
                segment.sourcePort);
        if (row != TimeWaitStore.NONE) {
            WaitingArrival.process(host, row, segment);
        } else {
            toListener(host, segment);
        }
    }

    private static void toConnection(Host host, Tcb tcb, Segment segment) {
        switch (tcb.state) {
            case SYN_SENT -> SynSentArrival.process(host, tcb, segment);
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK ->
                SynchronizedArrival.process(host, tcb, segment);
            case LISTEN, TIME_WAIT, CLOSED -> throw new IllegalStateException("no connection is " + tcb.state);
        }
    }

    private static void toListener(Host host, Segment segment) {
        // RFC 9293 §3.9.2.3 (MUST-57, MUST-63): nothing comes of what no single host sent, or what all hosts were sent.
        if (!Addresses.isUnicast(segment.sourceHigh, segment.sourceLow)
                || !Addresses.isUnicast(segment.destinationHigh, segment.destinationLow)) {
            return;
        }
        Tcb listener = listenerFor(host, segment);
        if (listener == null) {
            // RFC 9293 §3.10.7.1: there is no connection.
            Replies.resetStray(host, segment);
        } else {
            ListenArrival.process(host, listener, segment);
        }
    }

    static @org.jspecify.annotations.Nullable Tcb listenerFor(Host host, Segment segment) {
        int hash = (int) segment.sourceLow * 31 + segment.sourcePort * 0x9E37_79B1;
        int slot =
                host.findListener(segment.destinationHigh, segment.destinationLow, segment.destinationPort, hash >>> 7);
        return slot == Tcb.NONE ? null : host.socket(slot);
    }

    /// A pure SYN: nothing but a wish to open.
    static boolean isPureSyn(Segment segment) {
        return segment.has(Flags.SYN) && (segment.flags & (Flags.ACK | Flags.RST)) == 0;
    }
}
