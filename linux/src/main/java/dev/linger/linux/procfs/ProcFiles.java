package dev.linger.linux.procfs;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The files below /proc as the calling thread sees them, and a count of what was read from them.
///
/// What belongs to a network namespace is read below `thread-self/net`: `/proc/net` and `/proc/self/net` show the
/// namespace of the process's first thread (fs/proc/proc_net.c:get_proc_task_net). `/proc/sys/net` goes by the
/// calling thread.
public final class ProcFiles {
    private final String root;
    private byte[] buffer = new byte[4096];
    private long bytesRead;

    /// @param root `/proc`, or a folder with recorded files
    public ProcFiles(String root) {
        this.root = root;
    }

    public String path(String name) {
        return root + "/" + name;
    }

    public boolean exists(String name) {
        return new File(path(name)).exists();
    }

    /// The whole file; null when it does not exist or may not be read.
    public byte @Nullable [] bytes(String name) {
        int length = read(name);
        return length < 0 ? null : Arrays.copyOf(buffer, length);
    }

    /// The whole file as one line of text, without the white space around it; null when it cannot be read.
    public @Nullable String text(String name) {
        int length = read(name);
        return length < 0 ? null : new String(buffer, 0, length, StandardCharsets.UTF_8).strip();
    }

    /// The number that is all the file says; -1 when it cannot be read or says something else.
    public long number(String name) {
        String text = text(name);
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    /// The names in a folder; null when it does not exist or may not be listed.
    public String @Nullable [] list(String name) {
        return new File(path(name)).list();
    }

    /// Whether our process sees all processes of the machine, not just those of a container
    /// (include/linux/proc_ns.h:PROC_PID_INIT_INO).
    public boolean isFirstPidNamespace() {
        return InodeLink.read(path("self/ns/pid"), "pid:[") == 0xEFFF_FFFCL;
    }

    private int read(String name) {
        try (FileInputStream file = new FileInputStream(path(name))) {
            int length = 0;
            for (int count = file.read(buffer); count > 0; count = file.read(buffer, length, buffer.length - length)) {
                length += count;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, length * 2);
                }
            }
            bytesRead += length;
            return length;
        } catch (IOException missingOrForbidden) {
            return -1;
        }
    }

    /// What other readers below this root have read.
    public void addBytesRead(long more) {
        bytesRead += more;
    }

    public long bytesRead() {
        return bytesRead;
    }
}
