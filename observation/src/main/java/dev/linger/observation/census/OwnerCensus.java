package dev.linger.observation.census;

import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.LongIndex;
import dev.linger.observation.Owners;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Groups sockets by the user, and by the process, that holds them. Owners are found after the sockets are read, so
/// the sockets are kept by inode until then.
public final class OwnerCensus implements SocketSink {
    private final StateCounts ownerless = new StateCounts();
    private final Map<Integer, StateCounts> byUid = new TreeMap<>();
    private final LongIndex inodes = new LongIndex();
    private byte[] states = new byte[16];

    @Override
    public void accept(SocketView socket) {
        if (socket.inode() == 0) {
            ownerless.accept(socket);
            return;
        }
        byUid.computeIfAbsent(socket.uid(), _ -> new StateCounts()).accept(socket);
        int number = inodes.number(socket.inode());
        if (number == states.length) {
            states = Arrays.copyOf(states, states.length * 2);
        }
        states[number] = (byte) socket.state().ordinal();
    }

    /// Sockets that no process holds: TIME_WAIT, orphans, embryos.
    public StateCounts ownerless() {
        return ownerless;
    }

    public Map<Integer, StateCounts> byUid() {
        return byUid;
    }

    /// The descriptors' inodes of all sockets that have one: whose owners to look for.
    public LongIndex inodes() {
        return inodes;
    }

    /// The counts of each process in order of its pid; the empty key holds what some process holds but could not be
    /// told which.
    public Map<Optional<HostProcess>, StateCounts> byProcess(Owners owners) {
        Map<Optional<HostProcess>, StateCounts> byProcess = new TreeMap<>((left, right) -> Integer.compare(
                left.map(HostProcess::pid).orElse(Integer.MAX_VALUE),
                right.map(HostProcess::pid).orElse(Integer.MAX_VALUE)));
        for (int number = 0; number < inodes.size(); number++) {
            byProcess
                    .computeIfAbsent(owners.of(inodes.key(number)), _ -> new StateCounts())
                    .add(SocketState.of(states[number]), 1);
        }
        return byProcess;
    }
}
