package dev.linger.linux.procfs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A symbolic link of /proc that names a kind and an inode: `socket:[4711]`, `net:[4026531840]`.
final class InodeLink {
    static final long NONE = -1;
    static final long FORBIDDEN = -2;

    private InodeLink() {}

    /// The inode, given `socket:[` for a socket; [#NONE] when the link is gone or names another kind, [#FORBIDDEN]
    /// when it may not be read.
    static long read(String path, String kind) {
        try {
            return parse(Files.readSymbolicLink(Path.of(path)).toString(), kind);
        } catch (AccessDeniedException forbidden) {
            return FORBIDDEN;
        } catch (IOException closed) {
            return NONE;
        }
    }

    static long parse(String link, String kind) {
        if (!link.startsWith(kind) || !link.endsWith("]")) {
            return NONE;
        }
        try {
            return Long.parseLong(link, kind.length(), link.length() - 1, 10);
        } catch (NumberFormatException noNumber) {
            return NONE;
        }
    }
}
