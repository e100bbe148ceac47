package dev.linger.linux.kernel;

import dev.linger.model.SocketState;
import dev.linger.model.TcpState;
import org.jspecify.annotations.Nullable;

/// The kernel's numbers for the states of a TCP socket (include/net/tcp_states.h), in netlink and in /proc alike.
public final class KernelState {
    public static final int ESTABLISHED = 1;
    public static final int TIME_WAIT = 6;
    public static final int LISTEN = 10;
    public static final int NEW_SYN_RECV = 12;
    public static final int BOUND_INACTIVE = 13;

    /// Every state this Linger knows; a bit that the kernel does not know is ignored by it.
    public static final int ALL_MASK = 0x3FFE;

    private static final @Nullable SocketState[] STATES = states();

    private KernelState() {}

    private static @Nullable SocketState[] states() {
        @Nullable SocketState[] states = new SocketState[BOUND_INACTIVE + 1];
        for (TcpState state : TcpState.values()) {
            states[state.kernelNumber()] = state.shown();
        }
        // A request in the SYN queue, shown as state 3 by every kernel so far.
        states[NEW_SYN_RECV] = SocketState.SYN_RECEIVED;
        states[BOUND_INACTIVE] = SocketState.BOUND;
        return states;
    }

    /// The state with this number, or null when there is none.
    public static @Nullable SocketState of(int number) {
        return number >= 0 && number < STATES.length ? STATES[number] : null;
    }

    /// The kernel's bits for a state: bit n for number n.
    public static int mask(SocketState state) {
        int mask = 0;
        for (int number = 0; number < STATES.length; number++) {
            if (STATES[number] == state) {
                mask |= 1 << number;
            }
        }
        return mask;
    }
}
