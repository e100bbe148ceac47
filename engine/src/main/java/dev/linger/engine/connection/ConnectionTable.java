package dev.linger.engine.connection;

import dev.linger.engine.hash.TupleHash;

/// Connections by four-tuple: chains of sockets behind a keyed hash, so that a peer cannot aim for one chain.
///
/// Half as many heads as connections at most; one `int` each. Linked through the connections themselves.
final class ConnectionTable {
    private final TupleHash hash;
    private int[] heads;
    private int size;

    ConnectionTable(int initialHeads, long secret) {
        this.hash = new TupleHash(secret);
        this.heads = emptied(Integer.highestOneBit(Math.max(2, initialHeads)));
    }

    int size() {
        return size;
    }

    /// The connection's slot, or [Tcb#NONE].
    int find(Tcb[] sockets, long localHigh, long localLow, long remoteHigh, long remoteLow, int ports) {
        int slot = heads[index(localHigh, localLow, remoteHigh, remoteLow, ports)];
        while (slot != Tcb.NONE) {
            Tcb tcb = sockets[slot];
            if (ports(tcb.localPort, tcb.remotePort) == ports
                    && tcb.remoteLow == remoteLow
                    && tcb.localLow == localLow
                    && tcb.remoteHigh == remoteHigh
                    && tcb.localHigh == localHigh) {
                return slot;
            }
            slot = tcb.nextInChain;
        }
        return Tcb.NONE;
    }

    void add(Tcb[] sockets, Tcb tcb) {
        if (size >= 2 * heads.length) {
            grow(sockets);
        }
        link(tcb);
        size++;
    }

    void remove(Tcb[] sockets, Tcb tcb) {
        int index = index(tcb);
        int slot = heads[index];
        if (slot == tcb.slot) {
            heads[index] = tcb.nextInChain;
        } else {
            while (sockets[slot].nextInChain != tcb.slot) {
                slot = sockets[slot].nextInChain;
            }
            sockets[slot].nextInChain = tcb.nextInChain;
        }
        tcb.nextInChain = Tcb.NONE;
        size--;
    }

    void copyFrom(ConnectionTable other) {
        heads = heads.length == other.heads.length ? heads : new int[other.heads.length];
        System.arraycopy(other.heads, 0, heads, 0, heads.length);
        size = other.size;
    }

    static int ports(int localPort, int remotePort) {
        return localPort << 16 | remotePort;
    }

    private void grow(Tcb[] sockets) {
        int[] old = heads;
        heads = emptied(4 * old.length);
        for (int head : old) {
            int slot = head;
            while (slot != Tcb.NONE) {
                int next = sockets[slot].nextInChain;
                link(sockets[slot]);
                slot = next;
            }
        }
    }

    private void link(Tcb tcb) {
        int index = index(tcb);
        tcb.nextInChain = heads[index];
        heads[index] = tcb.slot;
    }

    private int index(Tcb tcb) {
        return index(tcb.localHigh, tcb.localLow, tcb.remoteHigh, tcb.remoteLow, ports(tcb.localPort, tcb.remotePort));
    }

    private int index(long localHigh, long localLow, long remoteHigh, long remoteLow, int ports) {
        return hash.place(localHigh, localLow, remoteHigh, remoteLow, ports, heads.length);
    }

    private static int[] emptied(int length) {
        int[] heads = new int[length];
        java.util.Arrays.fill(heads, Tcb.NONE);
        return heads;
    }
}
