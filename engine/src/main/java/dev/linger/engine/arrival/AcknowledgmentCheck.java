package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.closing.FinWait2;
import dev.linger.engine.closing.TimeWaitEntry;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ArrivalRules;
import dev.linger.engine.send.LossRecovery;
import dev.linger.engine.send.RoundTrip;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// Fifth: check the ACK field.
final class AcknowledgmentCheck {
    private AcknowledgmentCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        if (!segment.has(Flags.ACK)) {
            return false;
        }
        if (!tcb.synAcknowledged && !SynAcknowledgment.passes(host, tcb, segment)) {
            return false;
        }
        // RFC 5961 §5.2 (MAY-12): what acknowledges too much, or what is older than the largest window ever offered.
        boolean tooMuch = SequenceNumber.greaterThan(segment.ack, tcb.sndNxt);
        if (tooMuch || SequenceNumber.lessThan(segment.ack, tcb.sndUna - oldestAge(host, tcb))) {
            boolean silent = tooMuch
                    && tcb.state == TcpState.ESTABLISHED
                    && host.profile.arrival().order() == ArrivalRules.Order.OLD_LINUX;
            if (!silent) {
                Replies.challenge(host, tcb, false);
            }
            return false;
        }
        if (SequenceNumber.greaterThan(segment.ack, tcb.sndUna)) {
            boolean fin = tcb.finSent() && segment.ack == tcb.sndNxt;
            advance(host, tcb, segment, fin);
            return !fin || onFinAcknowledged(host, tcb, segment);
        }
        if (!updateWindow(host, tcb, segment) && !tcb.probing && isDuplicate(tcb, segment)) {
            LossRecovery.onDuplicate(host, tcb);
        }
        return true;
    }

    /// How far behind an acknowledgment may be. Linux has no use for one of what was never sent, counted here modulo
    /// 2^32 (net/ipv4/tcp_input.c:tcp_ack).
    private static int oldestAge(Host host, Tcb tcb) {
        int acknowledged = tcb.sndUna - (tcb.iss + 1);
        return host.profile.arrival().order() == ArrivalRules.Order.LINUX
                        && Integer.compareUnsigned(acknowledged, tcb.maxSndWnd) < 0
                ? acknowledged
                : tcb.maxSndWnd;
    }

    private static void advance(Host host, Tcb tcb, Segment segment, boolean fin) {
        int bytes = segment.ack - tcb.sndUna;
        tcb.sendBuffer.drop(fin ? bytes - 1 : bytes);
        RoundTrip.measure(host, tcb, segment);
        tcb.sndUna = segment.ack;
        tcb.resendNxt = SequenceNumber.later(tcb.resendNxt, tcb.sndUna);
        tcb.retransmits = 0;
        tcb.resentSince = Tcb.NEVER;
        tcb.retransmitAt = Tcb.NEVER;
        if (tcb.hasUnacknowledged()) {
            tcb.unackedSince = host.now();
            Transmit.startTimer(host, tcb);
        } else {
            tcb.unackedSince = Tcb.NEVER;
        }
        LossRecovery.onAcknowledged(host, tcb, bytes);
        updateWindow(host, tcb, segment);
        if (tcb.wantsRoom) {
            tcb.wantsRoom = false;
            host.tell(tcb, SocketEvent.WRITABLE);
        }
    }

    /// Takes the window of the newest segment (RFC 9293 §3.10.7.4, SND.WL1 and SND.WL2), which may be smaller than the
    /// one before (RFC 9293 §3.8.6 MUST-34). Whether it has changed.
    private static boolean updateWindow(Host host, Tcb tcb, Segment segment) {
        boolean newer = SequenceNumber.lessThan(tcb.sndWl1, segment.seq)
                || (tcb.sndWl1 == segment.seq && SequenceNumber.atMost(tcb.sndWl2, segment.ack));
        if (!newer || SequenceNumber.lessThan(segment.ack, tcb.sndUna)) {
            return false;
        }
        int window = segment.wnd << tcb.sndWindShift;
        boolean changed = window != tcb.sndWnd;
        tcb.sndWnd = window;
        tcb.maxSndWnd = Math.max(tcb.maxSndWnd, window);
        tcb.sndWl1 = segment.seq;
        tcb.sndWl2 = segment.ack;
        if (tcb.probing && window > 0) {
            Transmit.endProbing(host, tcb);
        }
        return changed;
    }

    /// RFC 5681 §2: nothing but an acknowledgment of what was acknowledged before, while more is on its way. Answers
    /// to probes of a shut window look the same and are none.
    private static boolean isDuplicate(Tcb tcb, Segment segment) {
        return segment.ack == tcb.sndUna
                && segment.length() == 0
                && tcb.hasUnacknowledged()
                && segment.wnd << tcb.sndWindShift == tcb.sndWnd;
    }

    /// Whether there is still a connection for the rest of the segment.
    private static boolean onFinAcknowledged(Host host, Tcb tcb, Segment segment) {
        boolean wasClosing = tcb.state == TcpState.CLOSING;
        if (tcb.state == TcpState.LAST_ACK) {
            Ending.finish(host, tcb);
            return false;
        }
        host.move(tcb, TcpEvent.FIN_ACKNOWLEDGED);
        if (wasClosing) {
            TimeWaitEntry.enter(host, tcb);
            return false;
        }
        if (tcb.owned) {
            FinWait2.beginHeld(host, tcb);
            return true;
        }
        if (FinWait2.isRefused(host, tcb, segment)) {
            Replies.refuse(host, tcb, segment);
            return false;
        }
        return FinWait2.begin(host, tcb, segment);
    }
}
