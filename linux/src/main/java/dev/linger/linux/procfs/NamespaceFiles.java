package dev.linger.linux.procfs;

import dev.linger.observation.LongIndex;
import dev.linger.observation.NetworkNamespace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The network namespaces of the machine, as far as a process or a name of `ip netns` leads to them.
public final class NamespaceFiles {
    private static final String KIND = "net:[";

    private final ProcFiles proc;
    private final String namesFolder;

    /// @param namesFolder where `ip netns` keeps its names
    public NamespaceFiles(ProcFiles proc, String namesFolder) {
        this.proc = proc;
        this.namesFolder = namesFolder;
    }

    /// The inode of the calling thread's namespace; 0 when not known.
    public long ownInode() {
        return Math.max(0, InodeLink.read(proc.path("thread-self/ns/net"), KIND));
    }

    /// The file that stands for a namespace, whether it exists or not: a name first, then a pid, written `1234` or
    /// `pid 1234`.
    public String file(String nameOrPid) {
        String pid = nameOrPid.startsWith("pid ") ? nameOrPid.substring(4) : nameOrPid;
        return isNumber(pid) && !isNamed(nameOrPid) ? proc.path(pid + "/ns/net") : namesFolder + "/" + nameOrPid;
    }

    /// Whether `ip netns` knows a namespace of this name.
    public boolean isNamed(String name) {
        return new File(namesFolder, name).exists();
    }

    /// Whether this can be the name of a namespace: no path, and nothing that leads out of the folder of names.
    public static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf('/') < 0 && !name.equals(".") && !name.equals("..");
    }

    private static boolean isNumber(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) < '0' || text.charAt(index) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 10;
    }

    /// The calling thread's namespace as `host`, the named ones in order, then each other one by its lowest pid.
    public List<NetworkNamespace> list() {
        List<NetworkNamespace> namespaces = new ArrayList<>();
        LongIndex known = new LongIndex();
        add(namespaces, known, ownInode(), NetworkNamespace.OWN);
        String[] names = new File(namesFolder).list();
        if (names != null) {
            Arrays.sort(names);
            for (String name : names) {
                add(namespaces, known, inode(Path.of(namesFolder, name)), name);
            }
        }
        for (int pid : ProcessOwners.pids(proc)) {
            add(namespaces, known, InodeLink.read(proc.path(pid + "/ns/net"), KIND), "pid " + pid);
        }
        return namespaces;
    }

    private static void add(List<NetworkNamespace> namespaces, LongIndex known, long inode, String name) {
        if (inode > 0 && known.find(inode) == LongIndex.ABSENT) {
            known.number(inode);
            namespaces.add(new NetworkNamespace(inode, name));
        }
    }

    /// The inode of a namespace that is mounted on a file; 0 for a file left behind without one.
    private long inode(Path file) {
        try {
            Object device = Files.getAttribute(Path.of(proc.path("self/ns/net")), "unix:dev");
            boolean mounted = Files.getAttribute(file, "unix:dev").equals(device);
            return mounted ? (Long) Files.getAttribute(file, "unix:ino") : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
