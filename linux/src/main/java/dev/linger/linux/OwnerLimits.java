package dev.linger.linux;

import dev.linger.linux.procfs.ProcFiles;
import dev.linger.linux.procfs.ProcessOwners;
import dev.linger.observation.Limit;
import java.util.ArrayList;
import java.util.List;

/// Says why owners of sockets were not found. A socket that was closed meanwhile is no reason to say anything.
final class OwnerLimits {
    private static final String CAPABILITY = "CAP_SYS_PTRACE";

    private OwnerLimits() {}

    static List<Limit> of(ProcessOwners search, ProcFiles proc) {
        List<Limit> limits = new ArrayList<>();
        if (search.missing() == 0) {
            return limits;
        }
        String owners = "the owners of " + Amount.of(search.missing(), "socket: ", "sockets: ");
        if (search.unreadable() > 0) {
            limits.add(new Limit(
                    owners + Amount.of(search.unreadable(), "process", "processes") + " that may not be looked into",
                    CAPABILITY));
        } else if (!proc.exists("1")) {
            limits.add(new Limit(owners + "processes of other users, hidden (/proc has hidepid)", CAPABILITY));
        } else if (!proc.isFirstPidNamespace()) {
            limits.add(new Limit(owners + "processes outside of this container", "the host's pid namespace"));
        }
        return limits;
    }
}
