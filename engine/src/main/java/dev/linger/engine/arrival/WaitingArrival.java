package dev.linger.engine.arrival;

import static dev.linger.engine.timewait.TimeWaitVerdict.has;

import dev.linger.engine.closing.TimeWaitEntry;
import dev.linger.engine.closing.WaitingPort;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.sequence.SequenceRules;
import dev.linger.engine.sequence.SequenceRules.TimestampOffset;
import dev.linger.engine.timewait.TimeWaitArrival;
import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.engine.timewait.TimeWaitRules;
import dev.linger.engine.timewait.TimeWaitVerdict;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// SEGMENT ARRIVES in TIME_WAIT, or in the FIN_WAIT_2 of an orphan that is a row: does what [TimeWaitArrival]
/// decides.
final class WaitingArrival {
    private WaitingArrival() {}

    static void process(Host host, int handle, Segment segment) {
        TimeWaitRules rules = host.profile.timeWait();
        TimeWaitRow row = host.row;
        host.waiting.load(handle, row);
        int now = host.nowMillis();
        int verdict = TimeWaitArrival.verdict(rules, row, segment, now);
        if (has(verdict, TimeWaitVerdict.PAWS_REJECTED)) {
            boolean apart = host.profile.counting().oldTimestampsInWaitApart();
            host.count(apart ? Counter.PAWS_TIME_WAIT : Counter.PAWS_ESTAB);
        }
        if (has(verdict, TimeWaitVerdict.REOPEN)) {
            reopen(host, handle, segment);
            return;
        }
        TimeWaitArrival.apply(row, verdict, segment, now);
        reply(host, rules, verdict, segment);
        if (has(verdict, TimeWaitVerdict.DISCARD)) {
            WaitingPort.discard(host, handle);
            return;
        }
        host.waiting.save(handle, row);
        if (has(verdict, TimeWaitVerdict.RESTART)) {
            boolean enters = has(verdict, TimeWaitVerdict.ENTER_TIME_WAIT);
            int holdMillis = enters ? TimeWaitEntry.waitMillis(host) : rules.holdMillis(row.isIpv4());
            host.waiting.restart(handle, rules.granularity().expiry(host.nowMillisRoundedUp(), holdMillis));
        }
    }

    private static void reply(Host host, TimeWaitRules rules, int verdict, Segment segment) {
        if (has(verdict, TimeWaitVerdict.RESET)) {
            Replies.resetStray(host, segment);
        } else if (has(verdict, TimeWaitVerdict.ACKNOWLEDGE | TimeWaitVerdict.LIMITED)) {
            if (TimeWaitArrival.replyAllowed(rules, host.row, host.nowMillis())) {
                TimeWaitArrival.replied(rules, host.row, host.nowMillis());
                acknowledge(host);
            } else {
                host.count(
                        host.row.substate == TcpState.TIME_WAIT
                                ? Counter.ACK_SKIPPED_TIME_WAIT
                                : Counter.ACK_SKIPPED_FIN_WAIT_2);
            }
        } else if (has(verdict, TimeWaitVerdict.ACKNOWLEDGE)) {
            acknowledge(host);
        }
    }

    /// A new connection takes the place of the row, if somebody listens. The row is gone before it is known whether
    /// the listener has room (Linux; RFC 9293 §3.6.1 would have it come back).
    private static void reopen(Host host, int handle, Segment segment) {
        Tcb listener = SegmentArrival.listenerFor(host, segment);
        if (listener == null && host.profile.timeWait().segments().acknowledgesWithoutListener()) {
            acknowledge(host);
            return;
        }
        int sndNxt = host.row.sndNxt;
        WaitingPort.discard(host, handle);
        if (listener == null) {
            Replies.resetStray(host, segment);
        } else if (SegmentArrival.isPureSyn(segment)) {
            ListenArrival.reopen(host, listener, segment, sndNxt);
        } else {
            ListenArrival.process(host, listener, segment);
        }
    }

    /// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>` with the frozen window and a live timestamp
    /// (net/ipv4/tcp_ipv4.c:tcp_v4_timewait_ack).
    private static void acknowledge(Host host) {
        TimeWaitRow row = host.row;
        Segment segment = host.outgoing.clear();
        segment.sourceHigh = row.localHigh;
        segment.sourceLow = row.localLow;
        segment.sourcePort = row.localPort;
        segment.destinationHigh = row.remoteHigh;
        segment.destinationLow = row.remoteLow;
        segment.destinationPort = row.remotePort;
        segment.flags = Flags.ACK;
        segment.seq = row.sndNxt;
        segment.ack = row.rcvNxt;
        segment.wnd = row.rcvWnd >>> row.rcvWindowScale;
        if (row.timestamps) {
            segment.options = Segment.TIMESTAMPS;
            segment.tsVal = host.timestamp(timestampOffset(host, row));
            segment.tsEcr = row.tsRecent;
        }
        host.send(segment);
    }

    /// Kept in the row only where it cannot be found again from the four-tuple.
    private static int timestampOffset(Host host, TimeWaitRow row) {
        SequenceRules rules = host.profile.sequence();
        if (rules.timestampOffset() == TimestampOffset.RANDOM) {
            return row.tsOffset;
        }
        return host.sequence.timestampOffset(
                rules, row.localHigh, row.localLow, row.remoteHigh, row.remoteLow, row.localPort, row.remotePort);
    }
}
