package dev.linger.script.calls;

import dev.linger.engine.profile.ArrivalRules;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a system calls its constants, and their values there.
final class Constants {
    private static final Map<String, Errno> SAME_ERRNO =
            Map.of("EWOULDBLOCK", Errno.EAGAIN, "ENOTSUP", Errno.EOPNOTSUPP);

    /// The same everywhere.
    private static final String COMMON = """
            NULL 0  IPPROTO_IP 0  IPPROTO_TCP 6  IPPROTO_IPV6 41  IPPROTO_ICMP 1  IPPROTO_UDP 17  IPPROTO_MPTCP 262
            AF_UNSPEC 0  AF_INET 2  PF_INET 2  SOCK_STREAM 1  SOCK_DGRAM 2  SOCK_RAW 3
            SHUT_RD 0  SHUT_WR 1  SHUT_RDWR 2
            F_DUPFD 0  F_GETFD 1  F_SETFD 2  F_GETFL 3  F_SETFL 4  FD_CLOEXEC 1
            O_RDONLY 0  O_WRONLY 1  O_RDWR 2  O_ACCMODE 3
            MSG_OOB 1  MSG_PEEK 2  MSG_DONTROUTE 4
            POLLIN 1  POLLPRI 2  POLLOUT 4  POLLERR 8  POLLHUP 0x10  POLLNVAL 0x20  POLLRDNORM 0x40  POLLRDBAND 0x80
            IPV6_V6ONLY 27
            TCP_NODELAY 1  TCP_MAXSEG 2
            """;

    private static final Constants LINUX = new Constants("Linux", COMMON + LinuxConstants.TABLE);
    private static final Constants FREEBSD = new Constants("FreeBSD", COMMON + FreeBsdConstants.TABLE);

    private final String system;
    private final Map<String, Long> values = new HashMap<>();

    private Constants(String system, String table) {
        this.system = system;
        String[] words = table.strip().split("\\s+", -1);
        for (int index = 0; index < words.length; index += 2) {
            values.put(words[index], Long.decode(words[index + 1]));
        }
    }

    /// Of the system that the profile is about; those without constants of their own here have Linux's.
    static Constants of(Profile profile) {
        return profile.arrival().order() == ArrivalRules.Order.BSD ? FREEBSD : LINUX;
    }

    String system() {
        return system;
    }

    /// Null for a name that the system does not know.
    @Nullable
    Long value(String name) {
        return values.get(name);
    }

    /// Whether the name stands for this number there.
    boolean is(String name, long number) {
        Long value = values.get(name);
        return value != null && value == number;
    }

    /// The value of a name that the system is known to have.
    int number(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(system + " has no " + name);
        }
        return value.intValue();
    }

    boolean isLinux() {
        return this == LINUX;
    }

    /// The number of an error, which SO_ERROR shows.
    int errnoNumber(Errno errno) {
        return errno == Errno.OK ? 0 : number(errno.name());
    }

    /// What a flag is called, or its value.
    String nameOfBit(String prefix, int bit) {
        for (Map.Entry<String, Long> entry : new TreeMap<>(values).entrySet()) {
            if (entry.getKey().startsWith(prefix) && entry.getValue() == bit) {
                return entry.getKey();
            }
        }
        return "flag 0x" + Integer.toHexString(bit);
    }

    /// Whether a script that says `name` means this error.
    boolean isSameErrno(String name, Errno errno) {
        return SAME_ERRNO.getOrDefault(name, errno) == errno
                && (SAME_ERRNO.containsKey(name) || errno.name().equals(name));
    }
}
