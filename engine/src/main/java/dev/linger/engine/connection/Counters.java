package dev.linger.engine.connection;

import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;

/// What has been counted, by the kernel's names.
public final class Counters {
    private final long[] counts = new long[Counter.values().length];

    public void add(Counter counter) {
        counts[counter.ordinal()]++;
    }

    public void add(Counter counter, int amount) {
        counts[counter.ordinal()] += amount;
    }

    /// The connection is about to move to `next`. Of attempts that end, neither one that the program gave up counts
    /// as failed nor an embryo whose SYN-ACK nobody answered (net/ipv4/tcp.c:tcp_set_state, tcp_done;
    /// net/ipv4/tcp_minisocks.c:tcp_check_req).
    void onMove(Tcb tcb, TcpEvent event, TcpState next) {
        int change = established(next) - established(tcb.state);
        add(Counter.CURR_ESTAB, change);
        if (change < 0 && next == TcpState.CLOSED) {
            add(Counter.ESTAB_RESETS);
        }
        boolean opening = tcb.state == TcpState.SYN_SENT || tcb.state == TcpState.SYN_RECEIVED;
        if (opening && (event == TcpEvent.RESET_RECEIVED || (event == TcpEvent.GIVE_UP && tcb.owned))) {
            add(Counter.ATTEMPT_FAILS);
        }
    }

    private static int established(TcpState state) {
        return state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT ? 1 : 0;
    }

    public long get(Counter counter) {
        return counts[counter.ordinal()];
    }

    void copyFrom(Counters other) {
        System.arraycopy(other.counts, 0, counts, 0, counts.length);
    }
}
