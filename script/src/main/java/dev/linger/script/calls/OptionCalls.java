package dev.linger.script.calls;

import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.TcpState;
import dev.linger.script.notation.Expression;
import dev.linger.script.notation.NotationWriter;
import dev.linger.sockets.CallResult;
import dev.linger.sockets.ProcessSockets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// getsockopt() and setsockopt().
final class OptionCalls {
    private static final int INT_BYTES = 4;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final ProcessSockets process;
    private final ScriptDescriptors descriptors;
    private final Consumer<String> notes;
    /// Values of options without effect, by socket and name.
    private final Map<String, Integer> remembered = new HashMap<>();

    OptionCalls(ProcessSockets process, ScriptDescriptors descriptors, Consumer<String> notes) {
        this.process = process;
        this.descriptors = descriptors;
        this.notes = notes;
    }

    // --- setsockopt --------------------------------------------------------------------------------------------------

    ScriptCall set(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(5);
        int fd = descriptors.live(arguments, 0);
        OptionKind kind = kind(arguments);
        int length = arguments.number(4);
        CallResult result = length < INT_BYTES && kind.form() != OptionKind.Form.ALGORITHM
                ? CallResult.failed(Errno.EINVAL)
                : set(arguments, fd, kind, nowNanos, output);
        return ScriptCall.of(arguments, result, actual -> {});
    }

    private CallResult set(Arguments arguments, int fd, OptionKind kind, long nowNanos, Output output)
            throws CallException {
        return switch (kind.form()) {
            case SWITCH -> process.setOption(fd, engine(kind), value(arguments) == 0 ? 0 : 1, nowNanos, output);
            case NUMBER -> process.setOption(fd, engine(kind), number(arguments, kind), nowNanos, output);
            case BUFFER ->
                process.setOption(
                        fd,
                        engine(kind),
                        BufferSize.kept(arguments.constants(), kind, value(arguments)),
                        nowNanos,
                        output);
            case LINGER -> process.setOption(fd, engine(kind), linger(arguments), nowNanos, output);
            case TIME -> setTime(arguments, fd, kind);
            case ERROR, TYPE, LISTENS, INFO -> CallResult.failed(Errno.ENOPROTOOPT);
            case REMEMBERED -> {
                remembered.put(key(fd, kind), value(arguments));
                notes.accept(kind.name() + " has no effect");
                yield CallResult.of(0);
            }
            case ALGORITHM -> {
                notes.accept(kind.name() + " has no effect");
                yield CallResult.of(0);
            }
        };
    }

    private static int value(Arguments arguments) throws CallException {
        return arguments.int32(arguments.bracketed(3), arguments.place(3));
    }

    private static long number(Arguments arguments, OptionKind kind) throws CallException {
        int value = value(arguments);
        return kind.engine() == SocketOption.IP_LOCAL_PORT_RANGE ? value & 0xFFFF_FFFFL : value;
    }

    private static SocketOption engine(OptionKind kind) {
        return Objects.requireNonNull(kind.engine());
    }

    private static long linger(Arguments arguments) throws CallException {
        int on = 0;
        int seconds = 0;
        for (Expression.Field field : arguments.structure(arguments.at(3), arguments.place(3))) {
            int value = arguments.int32(field.value(), field.name());
            switch (field.name()) {
                case "onoff" -> on = value;
                case "linger" -> seconds = value;
                default -> throw arguments.problem("SO_LINGER has no field '" + field.name() + "'");
            }
        }
        return on == 0 ? -1 : seconds;
    }

    private CallResult setTime(Arguments arguments, int fd, OptionKind kind) throws CallException {
        long nanos = 0;
        for (Expression.Field field : arguments.structure(arguments.at(3), arguments.place(3))) {
            int value = arguments.int32(field.value(), field.name());
            nanos += switch (field.name()) {
                case "tv_sec" -> value * NANOS_PER_SECOND;
                case "tv_usec" -> value * NANOS_PER_MICRO;
                default -> throw arguments.problem(kind.name() + " has no field '" + field.name() + "'");
            };
        }
        // None at all stands for no end (net/core/sock.c:sock_set_timeout).
        if (kind.name().equals("SO_RCVTIMEO")) {
            process.setReceiveTimeout(fd, nanos == 0 ? ProcessSockets.NO_TIMEOUT : nanos);
        } else {
            process.setSendTimeout(fd, nanos == 0 ? ProcessSockets.NO_TIMEOUT : nanos);
        }
        return CallResult.of(0);
    }

    // --- getsockopt --------------------------------------------------------------------------------------------------

    ScriptCall get(Arguments arguments, long nowNanos) throws CallException {
        arguments.require(5);
        int fd = descriptors.live(arguments, 0);
        OptionKind kind = kind(arguments);
        if (kind.form() == OptionKind.Form.LINGER) {
            return getLinger(arguments, fd, nowNanos);
        }
        if (kind.form() == OptionKind.Form.INFO
                || kind.form() == OptionKind.Form.ALGORITHM
                || kind.form() == OptionKind.Form.TIME) {
            throw arguments.problem(kind.name() + " cannot be asked for by a call");
        }
        int length = arguments.int32(arguments.bracketed(4), arguments.place(4));
        Expression wanted = arguments.bracketed(3);
        int found = (int) get(arguments, fd, kind, nowNanos);
        return ScriptCall.of(arguments, CallResult.of(0), actual -> {
            if (length != INT_BYTES) {
                throw arguments.problem("expected a length of [" + length + "], got [" + INT_BYTES + "]");
            }
            if (!(wanted instanceof Expression.Any) && arguments.int32(wanted, arguments.place(3)) != found) {
                throw arguments.problem(kind.name() + ": expected [" + NotationWriter.expression(wanted) + "], got ["
                        + shown(arguments.constants(), kind, found) + "]");
            }
        });
    }

    private long get(Arguments arguments, int fd, OptionKind kind, long nowNanos) {
        Constants constants = arguments.constants();
        return switch (kind.form()) {
            case SWITCH, NUMBER -> process.option(fd, engine(kind), nowNanos).value();
            case BUFFER ->
                BufferSize.shown(
                        constants, process.option(fd, engine(kind), nowNanos).value());
            case ERROR -> constants.errnoNumber(process.takeError(fd));
            case TYPE -> constants.number("SOCK_STREAM");
            case LISTENS -> process.state(fd) == TcpState.LISTEN ? 1 : 0;
            case REMEMBERED -> remembered.getOrDefault(key(fd, kind), 0);
            case LINGER, TIME, INFO, ALGORITHM -> throw new IllegalStateException(kind.name() + " is no number");
        };
    }

    private static String shown(Constants constants, OptionKind kind, int value) {
        return kind.form() == OptionKind.Form.ERROR && value != 0
                ? constants.nameOfBit("E", value)
                : Integer.toString(value);
    }

    private ScriptCall getLinger(Arguments arguments, int fd, long nowNanos) throws CallException {
        long actual = process.option(fd, SocketOption.SO_LINGER, nowNanos).value();
        long wanted = linger(arguments);
        return ScriptCall.of(arguments, CallResult.of(0), result -> {
            if (wanted != actual) {
                throw arguments.problem("SO_LINGER: expected " + linger(wanted) + ", got " + linger(actual));
            }
        });
    }

    private static String linger(long seconds) {
        return seconds < 0 ? "{onoff=0}" : "{onoff=1, linger=" + seconds + "}";
    }

    private static String key(int fd, OptionKind kind) {
        return fd + " " + kind.name();
    }

    private static OptionKind kind(Arguments arguments) throws CallException {
        int level = arguments.number(1);
        int number = arguments.number(2);
        OptionKind kind = OptionKind.find(arguments.constants(), level, number);
        if (kind == null) {
            String name = arguments.at(2) instanceof Expression.Word word ? word.name() : Integer.toString(number);
            throw arguments.problem("option " + name + " is not supported");
        }
        return kind;
    }
}
