package dev.linger.engine.receive;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.SegmentSize;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.DataRules;

/// What window is offered: RFC 9293 §3.8.6. Its right edge never moves back (SHLD-14), and forward only by as
/// much as is worth a segment (RFC 9293 §3.8.6.2.2 MUST-39): never, if the program does not read (MAY-8).
public final class ReceiveWindow {
    static final int UNSCALED_MAX = 65535;

    private ReceiveWindow() {}

    /// The window of a connection that has received nothing yet, and the scale that goes with it.
    public static void begin(Host host, Tcb tcb, boolean scaling) {
        tcb.rcvWindShift = scaling && host.profile.data().windowScaling() ? shift(host, tcb) : 0;
        int window = slowlyGrowing(host)
                ? GrowingWindow.begin(host, tcb, limit(host, tcb))
                : Math.min(limit(host, tcb), UNSCALED_MAX);
        tcb.rcvEdge = tcb.rcvNxt + window;
    }

    /// Text of this length arrived in order.
    public static void onText(Host host, Tcb tcb, int length) {
        if (slowlyGrowing(host)) {
            GrowingWindow.onText(host, tcb, length);
        }
    }

    /// Moves the right edge as far as unread text leaves room, if that is worth telling.
    ///
    /// @return the header's window field
    public static int offer(Host host, Tcb tcb) {
        if (slowlyGrowing(host)) {
            int window = GrowingWindow.next(host, tcb);
            tcb.rcvEdge = tcb.rcvNxt + window;
            return window >>> tcb.rcvWindShift;
        }
        widen(host, tcb);
        return field(host, tcb);
    }

    /// Whether the program has read so much that the peer should hear of it at once.
    public static boolean worthTelling(Host host, Tcb tcb) {
        if (slowlyGrowing(host)) {
            return GrowingWindow.worthTelling(host, tcb);
        }
        int limit = limit(host, tcb);
        int more = room(tcb, limit) - tcb.rcvWnd();
        return more >= Math.min(limit / 2, 2 * Math.max(1, tcb.effSndMss));
    }

    /// Bytes that may be unread: at least one unit of the scale, or the window could never be opened.
    public static int limit(Host host, Tcb tcb) {
        int asked = tcb.options.receiveBufferBytes();
        return asked == 0 ? host.profile.data().receiveBufferBytes() : Math.max(asked, 1 << tcb.rcvWindShift);
    }

    /// Text of the largest segment that this side wants, as the peer sends it.
    static int largestText(Host host, Tcb tcb) {
        return SegmentSize.offeredMss(host, tcb) - SegmentSize.optionBytes(tcb);
    }

    private static boolean slowlyGrowing(Host host) {
        return host.profile.data().firstWindowBytes() > 0;
    }

    /// Linux does not prepare for more than SO_RCVBUF allows (net/ipv4/tcp_output.c:tcp_select_initial_window).
    private static int shift(Host host, Tcb tcb) {
        DataRules rules = host.profile.data();
        int shift = slowlyGrowing(host) && tcb.options.receiveBufferBytes() > 0 ? 0 : rules.windowShift();
        tcb.rcvWindShift = shift;
        while (shift < 14 && limit(host, tcb) >>> shift > UNSCALED_MAX) {
            shift++;
        }
        return shift;
    }

    private static void widen(Host host, Tcb tcb) {
        int limit = limit(host, tcb);
        int room = room(tcb, limit);
        int more = room - tcb.rcvWnd();
        if (more >= Math.min(limit / 2, Math.max(1, tcb.effSndMss))) {
            tcb.rcvEdge = tcb.rcvNxt + room;
        }
    }

    /// Rounded up where the buffer allows, so that the edge the peer sees does not move back by a fraction of the
    /// scale.
    private static int field(Host host, Tcb tcb) {
        int unit = 1 << tcb.rcvWindShift;
        int field = (tcb.rcvWnd() + unit - 1) >>> tcb.rcvWindShift;
        if (field > UNSCALED_MAX
                || tcb.receiveBuffer.readable() + (field << tcb.rcvWindShift) > limit(host, tcb) + unit) {
            field = Math.min(tcb.rcvWnd() >>> tcb.rcvWindShift, UNSCALED_MAX);
        } else {
            tcb.rcvEdge = tcb.rcvNxt + (field << tcb.rcvWindShift);
        }
        return field;
    }

    /// What can be said with this scale: a multiple of it, and no more than the field holds.
    private static int room(Tcb tcb, int limit) {
        int room = Math.max(0, limit - tcb.receiveBuffer.readable());
        int sayable = (int) Math.min(room, (long) UNSCALED_MAX << tcb.rcvWindShift);
        return sayable >>> tcb.rcvWindShift << tcb.rcvWindShift;
    }
}
