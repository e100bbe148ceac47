package dev.linger.script.calls;

import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.sockets.CallResult;
import dev.linger.sockets.ProcessSockets;
import dev.linger.sockets.ShutdownHow;
import java.util.HashSet;
import java.util.Set;

/// close(), shutdown(), fcntl(), ioctl().
final class ControlCalls {
    private final ProcessSockets process;
    private final ScriptDescriptors descriptors;
    private final CallListener listener;
    /// Descriptors with FD_CLOEXEC, which matters to nobody here but who asks.
    private final Set<Integer> closedOnExec = new HashSet<>();

    ControlCalls(ProcessSockets process, ScriptDescriptors descriptors, CallListener listener) {
        this.process = process;
        this.descriptors = descriptors;
        this.listener = listener;
    }

    ScriptCall close(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(1);
        int scripted = arguments.number(0);
        int fd = descriptors.known(arguments, scripted);
        closedOnExec.remove(fd);
        return ScriptCall.of(arguments, process.close(fd, nowNanos, output), actual -> {
            descriptors.remove(scripted);
            listener.closed(scripted);
        });
    }

    ScriptCall shutdown(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(2);
        int fd = descriptors.live(arguments, 0);
        int how = arguments.number(1);
        CallResult result = how < 0 || how >= ShutdownHow.values().length
                ? CallResult.failed(Errno.EINVAL)
                : process.shutdown(fd, ShutdownHow.values()[how], nowNanos, output);
        return ScriptCall.of(arguments, result, actual -> {});
    }

    ScriptCall fcntl(Arguments arguments) throws CallException {
        if (arguments.count() != 2) {
            arguments.require(3);
        }
        int fd = descriptors.live(arguments, 0);
        Constants constants = arguments.constants();
        int command = arguments.number(1);
        int value = arguments.count() == 3 ? arguments.number(2) : 0;
        int nonBlock = constants.number("O_NONBLOCK");
        long result = 0;
        if (constants.is("F_GETFL", command)) {
            result = constants.number("O_RDWR") | (process.isNonBlocking(fd) ? nonBlock : 0);
        } else if (constants.is("F_SETFL", command)) {
            process.setNonBlocking(fd, (value & nonBlock) != 0);
        } else if (constants.is("F_GETFD", command)) {
            result = closedOnExec.contains(fd) ? 1 : 0;
        } else if (constants.is("F_SETFD", command)) {
            closedOnExec.remove(fd);
            if ((value & 1) != 0) {
                closedOnExec.add(fd);
            }
        } else {
            throw arguments.problem("only F_GETFL, F_SETFL, F_GETFD and F_SETFD are supported");
        }
        return ScriptCall.of(arguments, CallResult.of(result), actual -> {});
    }

    ScriptCall ioctl(Arguments arguments, long nowNanos) throws CallException {
        arguments.require(3);
        int fd = descriptors.live(arguments, 0);
        int command = arguments.number(1);
        int expected = arguments.int32(arguments.bracketed(2), arguments.place(2));
        CallResult found = queue(arguments, fd, command, nowNanos);
        CallResult result = found.isFailed() ? found : CallResult.of(0);
        return ScriptCall.of(arguments, result, actual -> {
            if (!actual.isFailed() && found.value() != expected) {
                throw arguments.problem("expected [" + expected + "], got [" + found.value() + "]");
            }
        });
    }

    private CallResult queue(Arguments arguments, int fd, int command, long nowNanos) throws CallException {
        Constants constants = arguments.constants();
        if (constants.is("FIONREAD", command)) {
            return process.unreadBytes(fd);
        }
        if (constants.is("SIOCOUTQ", command) || constants.is("FIONWRITE", command)) {
            return process.unacknowledgedBytes(fd, nowNanos);
        }
        throw arguments.problem("only SIOCINQ, FIONREAD, SIOCOUTQ and FIONWRITE are supported");
    }
}
