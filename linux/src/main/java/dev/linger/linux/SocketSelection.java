package dev.linger.linux;

import dev.linger.linux.kernel.KernelState;
import dev.linger.model.SocketState;
import java.util.Set;

/// Which sockets to read, by their states. The kernel leaves the others out, so a small selection is read faster.
public final class SocketSelection {
    public static final SocketSelection ALL = new SocketSelection(KernelState.ALL_MASK);

    private final int kernelMask;

    private SocketSelection(int kernelMask) {
        this.kernelMask = kernelMask;
    }

    /// Sockets in any of these states.
    public static SocketSelection of(Set<SocketState> states) {
        int mask = 0;
        for (SocketState state : states) {
            mask |= KernelState.mask(state);
        }
        return new SocketSelection(mask);
    }

    public static SocketSelection of(SocketState... states) {
        return of(Set.of(states));
    }

    /// The states as the kernel's bits.
    int kernelMask() {
        return kernelMask;
    }
}
