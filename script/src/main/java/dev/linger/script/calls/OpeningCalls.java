package dev.linger.script.calls;

import dev.linger.engine.socket.Output;
import dev.linger.model.Endpoint;
import dev.linger.sockets.AddressFamily;
import dev.linger.sockets.Call;
import dev.linger.sockets.CallResult;
import dev.linger.sockets.ProcessSockets;

/// socket(), bind(), listen(), accept(), connect().
final class OpeningCalls {
    private final ProcessSockets process;
    private final ScriptDescriptors descriptors;
    private final ScriptWorld world;
    private final CallListener listener;

    OpeningCalls(ProcessSockets process, ScriptDescriptors descriptors, ScriptWorld world, CallListener listener) {
        this.process = process;
        this.descriptors = descriptors;
        this.world = world;
        this.listener = listener;
    }

    ScriptCall socket(Arguments arguments) throws CallException {
        arguments.require(3);
        Constants constants = arguments.constants();
        AddressFamily family = family(arguments);
        int type = arguments.number(1);
        int nonBlock = constants.number("SOCK_NONBLOCK");
        int bare = type & ~(nonBlock | constants.number("SOCK_CLOEXEC"));
        int protocol = arguments.number(2);
        if (bare != constants.number("SOCK_STREAM") || (protocol != 0 && protocol != constants.number("IPPROTO_TCP"))) {
            throw arguments.problem("only SOCK_STREAM with IPPROTO_TCP is supported");
        }
        CallResult result = process.socket(family, (type & nonBlock) != 0);
        return ScriptCall.of(arguments, result, actual -> {
                    if (!actual.isFailed()) {
                        listener.created(name(arguments, actual));
                    }
                })
                .givingDescriptor();
    }

    private AddressFamily family(Arguments arguments) throws CallException {
        if (arguments.isEllipsis(0)) {
            return world.family();
        }
        int family = arguments.number(0);
        if (family == arguments.constants().number("AF_INET")) {
            return AddressFamily.AF_INET;
        }
        if (family == arguments.constants().number("AF_INET6")) {
            return AddressFamily.AF_INET6;
        }
        throw arguments.problem("only AF_INET and AF_INET6 are supported");
    }

    /// The script's number for a new descriptor.
    private int name(Arguments arguments, CallResult actual) throws CallException {
        int scripted = arguments.result((int) actual.value());
        descriptors.add(arguments, scripted, (int) actual.value());
        return scripted;
    }

    ScriptCall bind(Arguments arguments, long nowNanos) throws CallException {
        arguments.require(3);
        int fd = descriptors.live(arguments, 0);
        Endpoint local = SocketAddress.of(arguments, 1, world.bind());
        arguments.ellipsis(2);
        return ScriptCall.of(arguments, process.bind(fd, local, nowNanos), actual -> {});
    }

    ScriptCall listen(Arguments arguments, long nowNanos) throws CallException {
        arguments.require(2);
        int scripted = arguments.number(0);
        int fd = descriptors.known(arguments, scripted);
        CallResult result = process.listen(fd, arguments.number(1), nowNanos);
        return ScriptCall.of(arguments, result, actual -> {
            if (!actual.isFailed()) {
                listener.listening(scripted);
            }
        });
    }

    ScriptCall accept(Arguments arguments, long nowNanos, Output output) throws CallException {
        boolean four = arguments.call().name().equals("accept4");
        arguments.require(four ? 4 : 3);
        int from = arguments.number(0);
        int fd = descriptors.known(arguments, from);
        arguments.ellipsis(1);
        arguments.ellipsis(2);
        int flags = four ? arguments.number(3) : 0;
        boolean nonBlocking = (flags & arguments.constants().number("SOCK_NONBLOCK")) != 0;
        Call call = process.accept(fd, nonBlocking, nowNanos, output);
        return ScriptCall.of(arguments, call, actual -> {
                    if (!actual.isFailed()) {
                        Endpoint remote = process.remoteEndpoint((int) actual.value());
                        listener.accepted(from, name(arguments, actual), remote);
                    }
                })
                .givingDescriptor();
    }

    ScriptCall connect(Arguments arguments, long nowNanos, Output output) throws CallException {
        arguments.require(3);
        int scripted = arguments.number(0);
        int fd = descriptors.known(arguments, scripted);
        arguments.ellipsis(2);
        if (arguments.isNumber(1)) {
            if (arguments.number(1) != arguments.constants().number("AF_UNSPEC")) {
                throw arguments.problem("argument 2 can only be '...', an address or AF_UNSPEC");
            }
            CallResult result = process.disconnect(fd, nowNanos, output);
            return ScriptCall.of(arguments, result, actual -> listener.created(scripted));
        }
        Endpoint remote = SocketAddress.of(arguments, 1, world.connect());
        listener.connecting(scripted, remote);
        return ScriptCall.of(arguments, process.connect(fd, remote, nowNanos, output), actual -> {});
    }
}
