package dev.linger.script.calls;

import java.util.HashMap;
import java.util.Map;

/// Which descriptor of the process stands behind each that a script names.
final class ScriptDescriptors {
    private final Map<Integer, Integer> live = new HashMap<>();

    /// The process's descriptor, or -1 when the script has no such one.
    int live(int scripted) {
        return live.getOrDefault(scripted, -1);
    }

    boolean isKnown(int scripted) {
        return live.containsKey(scripted);
    }

    /// The descriptor that an argument names.
    int live(Arguments arguments, int index) throws CallException {
        return known(arguments, arguments.number(index));
    }

    int known(Arguments arguments, int scripted) throws CallException {
        if (!isKnown(scripted)) {
            throw arguments.problem("there is no descriptor " + scripted + " at this time");
        }
        return live(scripted);
    }

    void add(Arguments arguments, int scripted, int fd) throws CallException {
        if (isKnown(scripted)) {
            throw arguments.problem("descriptor " + scripted + " is open already");
        }
        live.put(scripted, fd);
    }

    void remove(int scripted) {
        live.remove(scripted);
    }
}
