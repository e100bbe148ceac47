package dev.linger.engine.connection;

/// Listeners by port and address. There are few on a host, so they stand in a list; of those that fit, the one
/// bound to the exact address wins over one bound to every address of its family, and that over one bound to `::`
/// (net/ipv4/inet_hashtables.c:compute_score). Several with the same claim, by SO_REUSEPORT, share by hash.
final class ListenerTable {
    private int[] slots = new int[2];
    private int size;

    void add(int slot) {
        if (size == slots.length) {
            slots = java.util.Arrays.copyOf(slots, 2 * size);
        }
        slots[size] = slot;
        size++;
    }

    void remove(int slot) {
        int kept = 0;
        for (int index = 0; index < size; index++) {
            if (slots[index] != slot) {
                slots[kept] = slots[index];
                kept++;
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int slot(int index) {
        return slots[index];
    }

    /// The listener for a SYN to this address and port, or [Tcb#NONE]; `hash` chooses among equals.
    int find(Tcb[] sockets, long high, long low, int port, int hash) {
        int best = 0;
        int equals = 0;
        for (int index = 0; index < size; index++) {
            int score = score(sockets[slots[index]], high, low, port);
            if (score > best) {
                best = score;
                equals = 1;
            } else if (score == best && score > 0) {
                equals++;
            }
        }
        if (equals == 0) {
            return Tcb.NONE;
        }
        int chosen = equals == 1 ? 0 : Integer.remainderUnsigned(hash, equals);
        for (int index = 0; index < size; index++) {
            if (score(sockets[slots[index]], high, low, port) == best) {
                if (chosen == 0) {
                    return slots[index];
                }
                chosen--;
            }
        }
        return Tcb.NONE;
    }

    void copyFrom(ListenerTable other) {
        slots = other.slots.clone();
        size = other.size;
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
}
