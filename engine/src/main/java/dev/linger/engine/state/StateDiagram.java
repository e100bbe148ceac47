package dev.linger.engine.state;

import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state machine of RFC 9293 §3.3.2, figure 5, with the arrows that the text adds to the figure.
///
/// Every change of state in the engine is looked up here, so a drawing made from [#transitions] is a drawing of
/// what the engine does.
public final class StateDiagram {
    private StateDiagram() {}

    /// Where `event` leads from `state`; an event that cannot happen there is a bug of ours and throws.
    public static TcpState next(TcpState state, TcpEvent event) {
        TcpState next = lookUp(state, event);
        if (next == null) {
            throw new IllegalStateException(event + " cannot happen in " + state);
        }
        return next;
    }

    /// Every arrow there is, in the order of states and events.
    public static List<Transition> transitions() {
        List<Transition> transitions = new ArrayList<>();
        for (TcpState state : TcpState.values()) {
            for (TcpEvent event : TcpEvent.values()) {
                TcpState next = lookUp(state, event);
                if (next != null) {
                    transitions.add(new Transition(state, event, next));
                }
            }
        }
        return List.copyOf(transitions);
    }

    private static @Nullable TcpState lookUp(TcpState state, TcpEvent event) {
        return switch (event) {
            case PASSIVE_OPEN -> state == TcpState.CLOSED ? TcpState.LISTEN : null;
            case ACTIVE_OPEN -> state == TcpState.CLOSED ? TcpState.SYN_SENT : null;
            case SYN_RECEIVED ->
                switch (state) {
                    // A listener stays: what changes state is the connection it makes, which begins as a copy of it.
                    case LISTEN, SYN_SENT -> TcpState.SYN_RECEIVED;
                    default -> null;
                };
            case SYN_ACK_RECEIVED -> state == TcpState.SYN_SENT ? TcpState.ESTABLISHED : null;
            case SYN_ACKNOWLEDGED -> state == TcpState.SYN_RECEIVED ? TcpState.ESTABLISHED : null;
            case CLOSE -> onClose(state);
            case FIN_RECEIVED -> onFin(state);
            case FIN_ACKNOWLEDGED ->
                switch (state) {
                    case FIN_WAIT_1 -> TcpState.FIN_WAIT_2;
                    case CLOSING -> TcpState.TIME_WAIT;
                    case LAST_ACK -> TcpState.CLOSED;
                    default -> null;
                };
            case RESET_RECEIVED, ABORT -> state == TcpState.CLOSED || state == TcpState.LISTEN ? null : TcpState.CLOSED;
            case GIVE_UP ->
                switch (state) {
                    case CLOSED, LISTEN, TIME_WAIT -> null;
                    default -> TcpState.CLOSED;
                };
            case WAIT_OVER -> state == TcpState.TIME_WAIT || state == TcpState.FIN_WAIT_2 ? TcpState.CLOSED : null;
            case REOPEN -> state == TcpState.TIME_WAIT ? TcpState.SYN_RECEIVED : null;
        };
    }

    private static @Nullable TcpState onClose(TcpState state) {
        return switch (state) {
            case LISTEN, SYN_SENT -> TcpState.CLOSED;
            case SYN_RECEIVED, ESTABLISHED -> TcpState.FIN_WAIT_1;
            case CLOSE_WAIT -> TcpState.LAST_ACK;
            case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> null;
        };
    }

    private static @Nullable TcpState onFin(TcpState state) {
        return switch (state) {
            case ESTABLISHED -> TcpState.CLOSE_WAIT;
            case FIN_WAIT_1 -> TcpState.CLOSING;
            case FIN_WAIT_2 -> TcpState.TIME_WAIT;
            // The acknowledgment that a FIN must carry has led out of SYN_RECEIVED before the FIN is looked at.
            case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, LISTEN, SYN_SENT, SYN_RECEIVED, CLOSED -> null;
        };
    }
}
