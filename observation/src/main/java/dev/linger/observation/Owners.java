package dev.linger.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which process holds which socket, by the inode number of the socket's descriptor.
///
/// A socket that several processes share (a listener and its workers) belongs to the one with the lowest pid. No
/// process holds a socket in TIME_WAIT, nor an orphan: their inode is 0 and they have no owner here.
public final class Owners {
    public static final Owners NONE = new Builder().build();

    private final LongIndex inodes;
    private final int[] processOf;
    private final List<HostProcess> processes;

    private Owners(Builder from) {
        inodes = from.inodes;
        processOf = from.processOf.stream().mapToInt(Integer::intValue).toArray();
        processes = List.copyOf(from.processes);
    }

    public Optional<HostProcess> of(long inode) {
        int number = inode == 0 ? LongIndex.ABSENT : inodes.find(inode);
        boolean known = number != LongIndex.ABSENT && number < processOf.length; // the builder may go on and add more
        return known ? Optional.of(processes.get(processOf[number])) : Optional.empty();
    }

    public Optional<HostProcess> of(SocketView socket) {
        return of(socket.inode());
    }

    /// All processes that hold at least one TCP socket seen.
    public List<HostProcess> processes() {
        return processes;
    }

    public int size() {
        return processOf.length;
    }

    public long inode(int number) {
        return inodes.key(number);
    }

    /// The process, as a place in [#processes()], that holds inode `number`.
    public int processNumber(int number) {
        return processOf[number];
    }

    /// Collects owners; the first process named for an inode keeps it, so name processes by rising pid.
    public static final class Builder {
        private final LongIndex inodes = new LongIndex();
        private final List<Integer> processOf = new ArrayList<>();
        private final List<HostProcess> processes = new ArrayList<>();

        public Builder add(HostProcess process, long inode) {
            int known = inodes.size();
            if (inodes.number(inode) == known) {
                if (processes.isEmpty() || processes.getLast().pid() != process.pid()) {
                    processes.add(process);
                }
                processOf.add(processes.size() - 1);
            }
            return this;
        }

        public Owners build() {
            return new Owners(this);
        }
    }
}
