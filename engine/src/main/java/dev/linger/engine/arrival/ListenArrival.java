package dev.linger.engine.arrival;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Listener;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.profile.OpeningRules;
import dev.linger.engine.receive.ReceiveWindow;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.RoundTrip;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// SEGMENT ARRIVES in LISTEN: RFC 9293 §3.10.7.2. A SYN makes an embryo, a connection of its own in SYN_RECEIVED.
///
/// Text in a SYN is not acknowledged, so that it comes again when the connection is established.
final class ListenArrival {
    private ListenArrival() {}

    static void process(Host host, Tcb listener, Segment segment) {
        if (segment.has(Flags.RST)) {
            return;
        }
        if (segment.has(Flags.ACK)) {
            Replies.resetStray(host, segment);
            return;
        }
        if (!segment.has(Flags.SYN) || isRefusedForFin(host, segment)) {
            return;
        }
        if (isTooOldForHost(host, segment)) {
            host.count(Counter.PAWS_PASSIVE);
            host.count(Counter.LISTEN_DROPS);
            return;
        }
        admit(host, listener, segment, ordinaryIss(host, segment), false);
    }

    /// A SYN that replaces a waiting connection, whose row is gone already and ended at `oldSndNxt`: the SYN queue
    /// may be full, the accept queue not (net/ipv4/tcp_input.c:tcp_conn_request).
    static void reopen(Host host, Tcb listener, Segment syn, int oldSndNxt) {
        if (isRefusedForFin(host, syn)) {
            return;
        }
        int iss = host.profile.timeWait().incarnation().initialSequence(ordinaryIss(host, syn), oldSndNxt);
        admit(host, listener, syn, iss, true);
    }

    private static boolean isRefusedForFin(Host host, Segment syn) {
        return syn.has(Flags.FIN) && host.profile.opening().synFinRefused();
    }

    private static int ordinaryIss(Host host, Segment syn) {
        return host.sequence.initial(
                host.profile.sequence(),
                syn.destinationHigh,
                syn.destinationLow,
                syn.sourceHigh,
                syn.sourceLow,
                syn.destinationPort,
                syn.sourcePort,
                host.now());
    }

    private static void admit(Host host, Tcb listener, Segment syn, int iss, boolean reopened) {
        Listener queues = host.listenerOf(listener.slot);
        OpeningRules rules = host.profile.opening();
        if (rules.synOverflow() != OpeningRules.Overflow.ADMIT
                && queues.waiting() >= rules.acceptQueue().places(queues.backlog)) {
            host.count(Counter.LISTEN_OVERFLOWS);
            host.count(Counter.LISTEN_DROPS);
            if (rules.synOverflow() == OpeningRules.Overflow.RESET) {
                Replies.resetStray(host, syn);
            }
            return;
        }
        if (!reopened && queues.embryos >= rules.synQueueLimit()) {
            host.count(Counter.SYN_QUEUE_FULL_DROPS);
            host.count(Counter.LISTEN_DROPS);
            return;
        }
        queues.embryos++;
        Tcb embryo = embryo(host, listener, syn, iss);
        Outgoing.synAck(host, embryo);
        Transmit.restartTimer(host, embryo);
        host.arm(embryo);
    }

    private static Tcb embryo(Host host, Tcb listener, Segment syn, int iss) {
        Tcb tcb = host.newSocket();
        tcb.localHigh = syn.destinationHigh;
        tcb.localLow = syn.destinationLow;
        tcb.localPort = syn.destinationPort;
        tcb.remoteHigh = syn.sourceHigh;
        tcb.remoteLow = syn.sourceLow;
        tcb.remotePort = syn.sourcePort;
        tcb.options = listener.options;
        tcb.parent = listener.slot;
        tcb.state = TcpState.LISTEN;
        host.move(tcb, TcpEvent.SYN_RECEIVED);
        host.count(Counter.PASSIVE_OPENS);
        host.enterTable(tcb);
        // It takes its port the way the listener does (net/ipv4/inet_hashtables.c:__inet_inherit_port).
        host.enterPort(
                tcb,
                (listener.portAttributes & (PortTable.REUSE_ADDRESS | PortTable.REUSE_PORT | PortTable.BOUND))
                        | PortTable.CONNECTED);
        tcb.irs = syn.seq;
        tcb.rcvNxt = syn.seq + 1;
        tcb.lastAckSent = tcb.rcvNxt;
        host.beginSending(tcb, iss);
        RoundTrip.begin(tcb, host.profile.retransmission());
        RoundTrip.start(tcb, tcb.sndNxt, host.now());
        Establishment.agree(host, tcb, syn);
        ReceiveWindow.begin(host, tcb, tcb.windowScaling);
        return tcb;
    }

    /// tcp_tw_recycle: the peer's host has shown a newer timestamp a moment ago.
    private static boolean isTooOldForHost(Host host, Segment syn) {
        return host.profile.timeWait().recycle().on()
                && !host.recycled.admits(
                        syn.destinationHigh,
                        syn.destinationLow,
                        syn.sourceHigh,
                        syn.sourceLow,
                        syn.hasOption(Segment.TIMESTAMPS),
                        syn.tsVal,
                        host.nowMillis(),
                        host.profile.timeWait().recycle().refusesMissingTimestamps());
    }
}
