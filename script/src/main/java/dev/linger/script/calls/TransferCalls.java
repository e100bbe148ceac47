package dev.linger.script.calls;

import dev.linger.engine.socket.Output;
import dev.linger.script.notation.Expression;
import dev.linger.sockets.Call;
import dev.linger.sockets.CallResult;
import dev.linger.sockets.MessageFlag;
import dev.linger.sockets.ProcessSockets;
import java.util.EnumSet;
import java.util.Set;

/// The calls that send and receive.
final class TransferCalls {
    /// The call has no argument with flags.
    static final int NO_FLAGS = -1;

    private static final Set<MessageFlag> SENDING =
            EnumSet.of(MessageFlag.MSG_DONTWAIT, MessageFlag.MSG_MORE, MessageFlag.MSG_NOSIGNAL, MessageFlag.MSG_EOR);
    private static final Set<MessageFlag> RECEIVING = EnumSet.of(
            MessageFlag.MSG_DONTWAIT,
            MessageFlag.MSG_PEEK,
            MessageFlag.MSG_TRUNC,
            MessageFlag.MSG_WAITALL,
            MessageFlag.MSG_NOSIGNAL);

    private final ProcessSockets process;
    private final ScriptDescriptors descriptors;

    TransferCalls(ProcessSockets process, ScriptDescriptors descriptors) {
        this.process = process;
        this.descriptors = descriptors;
    }

    /// read(), recv(), recvfrom().
    ScriptCall receive(Arguments arguments, int flagsAt, int count, long nowNanos, Output output) throws CallException {
        Plain plain = plain(arguments, flagsAt, count, RECEIVING);
        if (!plain.buffer() && plain.length() > 0 && !plain.flags().contains(MessageFlag.MSG_TRUNC)) {
            throw arguments.problem("NULL is supported with MSG_TRUNC only");
        }
        return receive(arguments, plain.fd(), plain.length(), plain.flags(), nowNanos, output);
    }

    ScriptCall readv(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(3);
        int fd = descriptors.live(arguments, 0);
        int length = arguments.vectorLength(arguments.at(1), arguments.number(2), arguments.place(1));
        return receive(arguments, fd, length, Set.of(), nowNanos, output);
    }

    ScriptCall recvmsg(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(3);
        int fd = descriptors.live(arguments, 0);
        Message message = Message.of(arguments, 1);
        Set<MessageFlag> flags = flags(arguments, arguments.number(2), RECEIVING);
        Call call = process.receive(fd, new byte[message.length()], 0, message.length(), flags, nowNanos, output);
        return ScriptCall.of(arguments, call, actual -> {
            // A stream has neither records nor control data (net/socket.c:____sys_recvmsg).
            if (!actual.isFailed() && message.flags() != 0) {
                throw arguments.problem("expected msg_flags " + message.flags() + ", got 0");
            }
        });
    }

    /// read() of nothing does not come to the socket (net/socket.c:sock_read_iter).
    private ScriptCall receive(
            Arguments arguments, int fd, int length, Set<MessageFlag> flags, long nowNanos, Output output) {
        boolean reads = arguments.call().name().startsWith("read");
        if (reads && length == 0) {
            return ScriptCall.of(arguments, CallResult.of(0), actual -> {});
        }
        Call call = process.receive(fd, new byte[length], 0, length, flags, nowNanos, output);
        return ScriptCall.of(arguments, call, actual -> {});
    }

    /// write(), send(), sendto(): a stream that is connected does not look at the address.
    ScriptCall send(Arguments arguments, int flagsAt, int count, long nowNanos, Output output) throws CallException {
        Plain plain = plain(arguments, flagsAt, count, SENDING);
        if (!plain.buffer() && plain.length() > 0) {
            throw arguments.problem("NULL is not supported");
        }
        return send(arguments, plain.fd(), plain.length(), plain.flags(), nowNanos, output);
    }

    ScriptCall writev(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(3);
        int fd = descriptors.live(arguments, 0);
        int length = arguments.vectorLength(arguments.at(1), arguments.number(2), arguments.place(1));
        return send(arguments, fd, length, Set.of(), nowNanos, output);
    }

    ScriptCall sendmsg(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(3);
        int fd = descriptors.live(arguments, 0);
        Message message = Message.of(arguments, 1);
        if (message.flags() != 0) {
            throw arguments.problem("msg_flags is not looked at, and has to be 0");
        }
        Set<MessageFlag> flags = flags(arguments, arguments.number(2), SENDING);
        return send(arguments, fd, message.length(), flags, nowNanos, output);
    }

    private ScriptCall send(
            Arguments arguments, int fd, int length, Set<MessageFlag> flags, long nowNanos, Output output) {
        Call call = process.send(fd, new byte[length], 0, length, flags, nowNanos, output);
        return ScriptCall.of(arguments, call, actual -> {});
    }

    /// The arguments of a call with one buffer.
    ///
    /// @param buffer whether there is one: NULL and 0 stand for none
    private record Plain(int fd, boolean buffer, int length, Set<MessageFlag> flags) {}

    /// Flags stand at `flagsAt` or nowhere; what comes behind them can only be left open.
    private Plain plain(Arguments arguments, int flagsAt, int count, Set<MessageFlag> supported) throws CallException {
        arguments.require(count);
        int fd = descriptors.live(arguments, 0);
        boolean buffer = arguments.hasBuffer(1);
        int length = arguments.length(2);
        Set<MessageFlag> flags =
                flagsAt == NO_FLAGS ? Set.of() : flags(arguments, arguments.number(flagsAt), supported);
        for (int index = 4; index < count; index++) {
            arguments.ellipsis(index);
        }
        return new Plain(fd, buffer, length, flags);
    }

    /// Those of the system's flags that are supported; the first other one is refused by its name.
    private static Set<MessageFlag> flags(Arguments arguments, int bits, Set<MessageFlag> supported)
            throws CallException {
        Constants constants = arguments.constants();
        Set<MessageFlag> flags = EnumSet.noneOf(MessageFlag.class);
        int left = bits;
        for (MessageFlag flag : supported) {
            Long value = constants.value(flag.name());
            if (value != null && (left & value) != 0) {
                flags.add(flag);
                left &= ~value.intValue();
            }
        }
        if (left != 0) {
            throw arguments.problem(constants.nameOfBit("MSG_", Integer.lowestOneBit(left)) + " is not supported");
        }
        return flags;
    }

    /// What matters of a struct msghdr.
    ///
    /// @param length of all buffers together
    private record Message(int length, int flags) {
        static Message of(Arguments arguments, int index) throws CallException {
            int length = 0;
            int flags = 0;
            for (Expression.Field field : arguments.structure(arguments.at(index), arguments.place(index))) {
                switch (field.name()) {
                    case "msg_name", "msg_namelen" -> {}
                    case "msg_iov" -> {
                        if (field.argument() == null) {
                            throw arguments.problem("msg_iov has to say how many buffers there are: msg_iov(1)=...");
                        }
                        int buffers = arguments.int32(field.argument(), "msg_iov");
                        length = arguments.vectorLength(field.value(), buffers, "msg_iov");
                    }
                    case "msg_flags" -> flags = arguments.int32(field.value(), "msg_flags");
                    case "msg_control" -> {
                        if (!(field.value() instanceof Expression.Sequence control)
                                || !control.items().isEmpty()) {
                            throw arguments.problem("control messages are not supported");
                        }
                    }
                    default -> throw arguments.problem("a message has no field '" + field.name() + "'");
                }
            }
            return new Message(length, flags);
        }
    }
}
