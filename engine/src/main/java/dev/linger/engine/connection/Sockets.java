package dev.linger.engine.connection;

import dev.linger.engine.buffer.BufferPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The host's sockets by number. A number is free again once its socket is neither held by a program nor part of a
/// connection, and is then used for the next one, like a file descriptor.
public final class Sockets {
    private final BufferPool pool;
    private Tcb[] all;
    private int[] free;
    private int freeCount;
    private int made;
    /// What a socket is like before it is used; shared, and never changed.
    private final Tcb blank;

    Sockets(int initialSlots, Workspace workspace) {
        this.pool = workspace.pool;
        this.blank = workspace.blank;
        this.all = new Tcb[Math.max(2, initialSlots)];
        this.free = new int[all.length];
    }

    Tcb take() {
        if (freeCount > 0) {
            freeCount--;
            Tcb used = all[free[freeCount]];
            TcbCopy.copy(blank, used);
            return used;
        }
        if (made == all.length) {
            all = Arrays.copyOf(all, 2 * made);
            free = Arrays.copyOf(free, 2 * made);
        }
        Tcb tcb = new Tcb(made, pool);
        all[made] = tcb;
        made++;
        return tcb;
    }

    void give(Tcb tcb) {
        tcb.inUse = false;
        free[freeCount] = tcb.slot;
        freeCount++;
    }

    Tcb[] array() {
        return all;
    }

    /// One more than the largest number ever in use.
    public int limit() {
        return made;
    }

    /// The socket with this number, or null when there is none.
    public @Nullable Tcb find(int slot) {
        if (slot < 0 || slot >= made) {
            return null;
        }
        Tcb tcb = all[slot];
        return tcb.inUse ? tcb : null;
    }

    public Tcb get(int slot) {
        return all[slot];
    }

    void copyFrom(Sockets other) {
        if (all.length < other.made) {
            all = Arrays.copyOf(all, other.all.length);
            free = Arrays.copyOf(free, other.all.length);
        }
        while (made < other.made) {
            all[made] = new Tcb(made, pool);
            made++;
        }
        for (int slot = 0; slot < other.made; slot++) {
            if (all[slot].inUse || other.all[slot].inUse) {
                TcbCopy.copy(other.all[slot], all[slot]);
            }
        }
        // What this one has beyond the other is free, and comes last.
        freeCount = 0;
        for (int slot = made - 1; slot >= other.made; slot--) {
            TcbCopy.copy(blank, all[slot]);
            free[freeCount] = slot;
            freeCount++;
        }
        System.arraycopy(other.free, 0, free, freeCount, other.freeCount);
        freeCount += other.freeCount;
    }
}
