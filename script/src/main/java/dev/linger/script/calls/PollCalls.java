package dev.linger.script.calls;

import dev.linger.engine.socket.Output;
import dev.linger.script.notation.Expression;
import dev.linger.sockets.PollItem;
import dev.linger.sockets.ProcessSockets;
import java.util.ArrayList;
import java.util.List;

/// poll().
final class PollCalls {
    private static final List<String> FLAGS = List.of(
            "POLLIN",
            "POLLPRI",
            "POLLOUT",
            "POLLERR",
            "POLLHUP",
            "POLLNVAL",
            "POLLRDNORM",
            "POLLRDBAND",
            "POLLWRNORM",
            "POLLWRBAND",
            "POLLRDHUP");

    private final ProcessSockets process;
    private final ScriptDescriptors descriptors;

    /// What the script expects of a descriptor.
    private record Expected(int fd, int revents) {}

    PollCalls(ProcessSockets process, ScriptDescriptors descriptors) {
        this.process = process;
        this.descriptors = descriptors;
    }

    ScriptCall poll(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(3);
        List<PollItem> items = new ArrayList<>();
        List<Expected> expected = new ArrayList<>();
        for (Expression item : arguments.sequence(0)) {
            add(arguments, item, items, expected);
        }
        if (arguments.number(1) != items.size()) {
            throw arguments.problem("there are " + items.size() + " descriptors, the call says " + arguments.number(1));
        }
        return ScriptCall.of(
                arguments,
                process.poll(items, arguments.number(2), nowNanos, output),
                actual -> verify(arguments, items, expected));
    }

    private void add(Arguments arguments, Expression item, List<PollItem> items, List<Expected> expected)
            throws CallException {
        int scripted = -1;
        int events = 0;
        int revents = 0;
        for (Expression.Field field : arguments.structure(item, arguments.place(0))) {
            int value = arguments.int32(field.value(), field.name());
            switch (field.name()) {
                case "fd" -> scripted = value;
                case "events" -> events = value;
                case "revents" -> revents = value;
                default -> throw arguments.problem("a descriptor to poll has no field '" + field.name() + "'");
            }
        }
        items.add(new PollItem(scripted < 0 ? scripted : descriptors.known(arguments, scripted), events));
        expected.add(new Expected(scripted, revents));
    }

    private static void verify(Arguments arguments, List<PollItem> items, List<Expected> expected)
            throws CallException {
        for (int index = 0; index < items.size(); index++) {
            int actual = items.get(index).revents();
            int wanted = expected.get(index).revents();
            if (actual != wanted) {
                Constants constants = arguments.constants();
                throw arguments.problem("descriptor " + expected.get(index).fd() + ": expected revents "
                        + names(constants, wanted) + ", got " + names(constants, actual));
            }
        }
    }

    private static String names(Constants constants, int flags) {
        List<String> names = new ArrayList<>();
        int left = flags;
        for (String name : FLAGS) {
            if ((left & constants.number(name)) != 0) {
                names.add(name);
                left &= ~constants.number(name);
            }
        }
        if (left != 0 || names.isEmpty()) {
            names.add(left == 0 ? "0" : "0x" + Integer.toHexString(left));
        }
        return String.join("|", names);
    }
}
