package dev.linger.engine.connection;

/// The two queues of a socket in LISTEN: embryos, which are only counted, and children that wait for accept().
public final class Listener {
    /// As the program asked for it, held to the system's ceiling.
    public int backlog;
    /// Connections in SYN_RECEIVED that came from here.
    public int embryos;

    private int[] children = new int[1];
    private int first;
    private int waiting;

    /// Children that wait for accept().
    public int waiting() {
        return waiting;
    }

    public void add(int child) {
        if (waiting == children.length) {
            int[] larger = new int[2 * waiting];
            for (int index = 0; index < waiting; index++) {
                larger[index] = children[(first + index) % waiting];
            }
            children = larger;
            first = 0;
        }
        children[(first + waiting) % children.length] = child;
        waiting++;
    }

    /// The one that has waited longest, or [Tcb#NONE].
    public int take() {
        if (waiting == 0) {
            return Tcb.NONE;
        }
        int child = children[first];
        first = (first + 1) % children.length;
        waiting--;
        return child;
    }

    /// Takes out a child that died before it was accepted.
    public void remove(int child) {
        for (int count = waiting; count > 0; count--) {
            int next = take();
            if (next != child) {
                add(next);
            }
        }
    }

    /// The child at this place of the queue, from 0, who has waited longest, to [#waiting] - 1.
    int child(int place) {
        return children[(first + place) % children.length];
    }

    void copyFrom(Listener other) {
        backlog = other.backlog;
        embryos = other.embryos;
        if (children.length < other.waiting) {
            children = new int[other.children.length];
        }
        first = 0;
        waiting = other.waiting;
        for (int place = 0; place < waiting; place++) {
            children[place] = other.child(place);
        }
    }
}
