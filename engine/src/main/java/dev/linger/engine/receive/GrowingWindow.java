package dev.linger.engine.receive;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;

/// The window as Linux offers it: whole segments at first, and more as segments arrive that are worth their memory
/// (net/ipv4/tcp_output.c:tcp_select_initial_window, __tcp_select_window; net/ipv4/tcp_input.c:tcp_grow_window).
final class GrowingWindow {
    /// Shorter segments do not let it grow (net/ipv4/tcp_input.c:tcp_event_data_recv).
    private static final int GROWING_BYTES = 128;
    /// The peer's segments are taken to be no longer than this before they come
    /// (net/ipv4/tcp_input.c:tcp_initialize_rcv_mss).
    private static final int EXPECTED_BYTES = 536;

    private static final int SHORTEST_BYTES = 88;

    private GrowingWindow() {}

    /// The first window.
    static int begin(Host host, Tcb tcb, int limit) {
        int asked = tcb.options.receiveBufferBytes();
        int space = asked == 0 ? host.profile.data().firstWindowBytes() : limit;
        int text = ReceiveWindow.largestText(host, tcb);
        int largest = tcb.rcvWindShift == 0 ? ReceiveWindow.UNSCALED_MAX : space;
        int whole = Math.min(largest, space > text ? space / text * text : space);
        // One segment is kept in reserve (net/ipv4/tcp_input.c:tcp_init_buffer_space).
        tcb.rcvThreshold = Math.min(whole, space > 2 * text ? Math.max(2 * text, space - text) : space);
        tcb.rcvMss = Math.max(SHORTEST_BYTES, Math.min(Math.min(text, EXPECTED_BYTES), whole / 2));
        return whole;
    }

    static void onText(Host host, Tcb tcb, int length) {
        int text = ReceiveWindow.largestText(host, tcb);
        if (length > tcb.rcvMss) {
            // Now it is known how much memory text takes, and the reserve is not needed any more
            // (net/ipv4/tcp_input.c:tcp_measure_rcv_mss, net/ipv4/tcp.c:__tcp_set_window_clamp).
            int told = tcb.rcvEdge - tcb.lastAckSent;
            tcb.rcvThreshold = Math.max(tcb.rcvThreshold, Math.min(told, ReceiveWindow.limit(host, tcb)));
            tcb.rcvMss = Math.min(length, text);
        }
        if (length >= GROWING_BYTES) {
            int room = free(host, tcb) - tcb.rcvThreshold;
            if (room > 0) {
                tcb.rcvThreshold += Math.min(room, 2 * Math.max(text, length));
                tcb.quickAcks |= 1;
            }
        }
    }

    /// How far the window reaches from RCV.NXT on when it is told now: never less far than it did.
    static int next(Host host, Tcb tcb) {
        int unit = 1 << tcb.rcvWindShift;
        int current = Math.max(0, tcb.rcvWnd());
        int window = select(host, tcb);
        int kept = window >= current ? window : (current + unit - 1) / unit * unit;
        return (int) Math.min(kept, (long) ReceiveWindow.UNSCALED_MAX << tcb.rcvWindShift);
    }

    /// net/ipv4/tcp.c:__tcp_cleanup_rbuf: at least twice as much as the peer knows of.
    static boolean worthTelling(Host host, Tcb tcb) {
        int current = Math.max(0, tcb.rcvWnd());
        if (2 * current > ReceiveWindow.limit(host, tcb)) {
            return false;
        }
        int window = select(host, tcb);
        return window > 0 && window >= 2 * current;
    }

    /// net/ipv4/tcp_output.c:__tcp_select_window.
    static int select(Host host, Tcb tcb) {
        int limit = ReceiveWindow.limit(host, tcb);
        int unit = 1 << tcb.rcvWindShift;
        int text = Math.min(tcb.rcvMss, limit);
        int free = free(host, tcb);
        if (free < limit / 2) {
            free = free / unit * unit;
            if (free < limit / 16 || free < text) {
                return 0;
            }
        }
        free = Math.min(free, tcb.rcvThreshold);
        if (tcb.rcvWindShift > 0) {
            return (free + unit - 1) / unit * unit;
        }
        int told = tcb.rcvEdge - tcb.lastAckSent;
        if (told <= free - text || told > free) {
            return free / text * text;
        }
        return text == limit && free > told + limit / 2 ? free : told;
    }

    private static int free(Host host, Tcb tcb) {
        return Math.max(0, ReceiveWindow.limit(host, tcb) - tcb.receiveBuffer.readable());
    }
}
