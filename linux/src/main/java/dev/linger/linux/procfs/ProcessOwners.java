package dev.linger.linux.procfs;

import dev.linger.observation.HostProcess;
import dev.linger.observation.LongIndex;
import dev.linger.observation.Owners;
import java.io.File;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Looks for the processes that hold sockets, in the order of their pids: goes through the links in /proc/PID/fd and
/// stops when the last socket is found.
public final class ProcessOwners {
    private static final String SOCKET = "socket:[";

    private final ProcFiles proc;
    private final LongIndex wanted;
    private final BitSet found = new BitSet();
    private final Owners.Builder owners = new Owners.Builder();
    private int missing;
    private int unreadable;
    private @Nullable HostProcess process;

    private ProcessOwners(ProcFiles proc, LongIndex wanted) {
        this.proc = proc;
        this.wanted = wanted;
        this.missing = wanted.size();
    }

    public static ProcessOwners find(ProcFiles proc, LongIndex wanted) {
        ProcessOwners search = new ProcessOwners(proc, wanted);
        int[] pids = search.missing == 0 ? new int[0] : pids(proc);
        for (int index = 0; index < pids.length && search.missing > 0; index++) {
            search.look(pids[index]);
        }
        return search;
    }

    /// All processes in rising order.
    static int[] pids(ProcFiles proc) {
        String[] names = proc.list("");
        if (names == null) {
            return new int[0];
        }
        int[] pids = new int[names.length];
        int count = 0;
        for (String name : names) {
            if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
                pids[count++] = Integer.parseInt(name);
            }
        }
        int[] sorted = Arrays.copyOf(pids, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private void look(int pid) {
        String folder = pid + "/fd";
        String[] descriptors = proc.list(folder);
        if (descriptors == null) {
            // A process that has ended meanwhile has no folder any more.
            unreadable += proc.exists(Integer.toString(pid)) ? 1 : 0;
            return;
        }
        process = null;
        String prefix = proc.path(folder) + File.separator;
        for (int index = 0; index < descriptors.length && missing > 0; index++) {
            long inode = InodeLink.read(prefix + descriptors[index], SOCKET);
            if (inode == InodeLink.FORBIDDEN) {
                // The right to list is less than the right to read the links (fs/proc/fd.c:proc_fd_permission), which
                // is the same for all of a process's links (fs/proc/base.c:proc_fd_access_allowed).
                unreadable++;
                return;
            }
            int number = inode < 0 ? LongIndex.ABSENT : wanted.find(inode);
            if (number != LongIndex.ABSENT && !found.get(number)) {
                found.set(number);
                missing--;
                owners.add(process(pid), inode);
            }
        }
    }

    private HostProcess process(int pid) {
        HostProcess known = process;
        if (known == null) {
            String name = proc.text(pid + "/comm");
            known = new HostProcess(pid, name == null ? "?" : printable(name));
            process = known;
        }
        return known;
    }

    /// A process chooses its name freely; no control character of it may reach a terminal.
    static String printable(String name) {
        StringBuilder text = new StringBuilder(name);
        for (int index = 0; index < text.length(); index++) {
            if (Character.isISOControl(text.charAt(index))) {
                text.setCharAt(index, '?');
            }
        }
        return text.toString();
    }

    public Owners owners() {
        return owners.build();
    }

    /// How many sockets no visible process was seen to hold.
    public int missing() {
        return missing;
    }

    /// How many processes may not be looked into, or be listed but not read.
    public int unreadable() {
        return unreadable;
    }
}
