package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// What is answered to segments that no connection takes, and to those that a connection only has to correct.
final class Replies {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Replies() {}

    /// `<SEQ=SEG.ACK><CTL=RST>`, or `<SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>` when it acknowledged nothing; never
    /// an answer to a reset (RFC 9293 §3.5.2, group 1; RFC 9293 §3.10.7.1).
    static void resetStray(Host host, Segment segment) {
        if (segment.has(Flags.RST)) {
            return;
        }
        Segment reset = host.outgoing.clear();
        turnAround(segment, reset);
        if (segment.has(Flags.ACK)) {
            reset.seq = segment.ack;
            reset.flags = Flags.RST;
        } else {
            reset.ack = segment.end();
            reset.flags = Flags.RST | Flags.ACK;
        }
        host.count(Counter.OUT_RSTS);
        host.send(reset);
    }

    /// Ends a connection whose program is gone, because of a segment that only the program could have taken: it is
    /// answered like one that belongs to no connection (net/ipv4/tcp_ipv4.c:tcp_v4_do_rcv).
    static void refuse(Host host, Tcb tcb, Segment segment) {
        host.count(Counter.ABORT_ON_DATA);
        resetStray(host, segment);
        Ending.end(host, tcb, TcpEvent.ABORT, Errno.ECONNRESET);
    }

    static void turnAround(Segment from, Segment to) {
        to.sourceHigh = from.destinationHigh;
        to.sourceLow = from.destinationLow;
        to.sourcePort = from.destinationPort;
        to.destinationHigh = from.sourceHigh;
        to.destinationLow = from.sourceLow;
        to.destinationPort = from.sourcePort;
    }

    /// Answers a segment that is not acceptable with an acknowledgment, unless one was sent a moment ago: two hosts
    /// that disagree would otherwise answer each other for ever. Text and FIN are exempt, no such loop is made of
    /// them (net/ipv4/tcp_input.c:tcp_oow_rate_limited).
    static void correct(Host host, Tcb tcb, Segment segment, Counter skipped) {
        boolean limited = segment.length() == 0 || segment.has(Flags.SYN);
        if (limited && !passesLimit(host, tcb)) {
            host.count(skipped);
        } else {
            Outgoing.acknowledge(host, tcb);
        }
    }

    /// A challenge ACK (RFC 5961 §3.2, §4.2), within the limits of the connection and of the host (RFC 5961 §7).
    static void challenge(Host host, Tcb tcb, boolean toSyn) {
        if (toSyn) {
            host.count(Counter.SYN_CHALLENGES);
        }
        if (!passesLimit(host, tcb)) {
            host.count(Counter.ACK_SKIPPED_CHALLENGE);
        } else if (host.challenges.take(host.now(), host.profile.arrival().challengesPerSecond())) {
            host.count(Counter.CHALLENGE_ACKS);
            Outgoing.acknowledge(host, tcb);
        }
    }

    /// Whether the connection has not answered a moment ago; if so, this answer is noted.
    static boolean passesLimit(Host host, Tcb tcb) {
        long interval = host.profile.arrival().replyIntervalMillis() * NANOS_PER_MILLI;
        if (tcb.lastChallengeNanos != Tcb.NEVER && host.now() - tcb.lastChallengeNanos < interval) {
            return false;
        }
        tcb.lastChallengeNanos = host.now();
        return true;
    }
}
