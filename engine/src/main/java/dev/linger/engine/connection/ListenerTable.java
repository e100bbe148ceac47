package dev.linger.engine.connection;

import java.util.Arrays;

/// Listeners by port: chains behind a hash of it, linked through the sockets themselves, in the order in which they
/// began to listen.
///
/// Of those that fit an address the one bound to exactly that one wins over one bound to every address of its
/// family, and that over one bound to `::` (net/ipv4/inet_hashtables.c:compute_score). Several with the same claim,
/// by SO_REUSEPORT, share by hash.
final class ListenerTable {
    private int[] heads = {Tcb.NONE, Tcb.NONE};
    private int size;

    void add(Tcb[] sockets, Tcb tcb) {
        if (size == heads.length) {
            grow(sockets);
        }
        append(sockets, tcb);
        size++;
    }

    void remove(Tcb[] sockets, Tcb tcb) {
        int place = place(tcb.localPort);
        if (heads[place] == tcb.slot) {
            heads[place] = tcb.nextInChain;
        } else {
            Tcb before = sockets[heads[place]];
            while (before.nextInChain != tcb.slot) {
                before = sockets[before.nextInChain];
            }
            before.nextInChain = tcb.nextInChain;
        }
        tcb.nextInChain = Tcb.NONE;
        size--;
    }

    /// The listener for a SYN to this address and port, or [Tcb#NONE]; `hash` chooses among equals.
    int find(Tcb[] sockets, long high, long low, int port, int hash) {
        int first = heads[place(port)];
        int found = Tcb.NONE;
        int best = 0;
        int equals = 0;
        for (int slot = first; slot != Tcb.NONE; slot = sockets[slot].nextInChain) {
            int score = score(sockets[slot], high, low, port);
            if (score > best) {
                best = score;
                found = slot;
                equals = 1;
            } else if (score == best && score > 0) {
                equals++;
            }
        }
        return equals < 2 ? found : nth(sockets, found, Integer.remainderUnsigned(hash, equals), best, high, low, port);
    }

    /// How many listeners with the same address and port stand before this one: which of them is chosen depends on
    /// it.
    int rank(Tcb[] sockets, Tcb listener) {
        int rank = 0;
        for (int slot = heads[place(listener.localPort)]; slot != listener.slot; slot = sockets[slot].nextInChain) {
            Tcb other = sockets[slot];
            if (other.localPort == listener.localPort
                    && other.localLow == listener.localLow
                    && other.localHigh == listener.localHigh) {
                rank++;
            }
        }
        return rank;
    }

    void copyFrom(ListenerTable other) {
        heads = heads.length == other.heads.length ? heads : new int[other.heads.length];
        System.arraycopy(other.heads, 0, heads, 0, heads.length);
        size = other.size;
    }

    /// The one after `count` others of those with this score, from `first` on.
    private static int nth(Tcb[] sockets, int first, int count, int score, long high, long low, int port) {
        int slot = first;
        int left = count;
        while (left > 0) {
            slot = sockets[slot].nextInChain;
            if (score(sockets[slot], high, low, port) == score) {
                left--;
            }
        }
        return slot;
    }

    private static int score(Tcb tcb, long high, long low, int port) {
        if (tcb.localPort != port || !Addresses.covers(tcb.localHigh, tcb.localLow, tcb.options.v6Only(), high, low)) {
            return 0;
        }
        if (tcb.localHigh == high && tcb.localLow == low) {
            return 3;
        }
        return tcb.localLow == 0 ? 1 : 2;
    }

    private void append(Tcb[] sockets, Tcb tcb) {
        int place = place(tcb.localPort);
        tcb.nextInChain = Tcb.NONE;
        if (heads[place] == Tcb.NONE) {
            heads[place] = tcb.slot;
            return;
        }
        Tcb last = sockets[heads[place]];
        while (last.nextInChain != Tcb.NONE) {
            last = sockets[last.nextInChain];
        }
        last.nextInChain = tcb.slot;
    }

    /// Takes each chain along from its beginning, so that those of one port keep their order.
    private void grow(Tcb[] sockets) {
        int[] old = heads;
        heads = new int[4 * old.length];
        Arrays.fill(heads, Tcb.NONE);
        for (int head : old) {
            int slot = head;
            while (slot != Tcb.NONE) {
                int next = sockets[slot].nextInChain;
                append(sockets, sockets[slot]);
                slot = next;
            }
        }
    }

    private int place(int port) {
        // Multiplying spreads ports that are neighbours; the length is a power of two.
        return (port * 0x9E37_79B1) >>> 16 & (heads.length - 1);
    }
}
