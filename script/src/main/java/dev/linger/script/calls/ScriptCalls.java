package dev.linger.script.calls;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Output;
import dev.linger.model.FourTuple;
import dev.linger.script.notation.SystemCall;
import dev.linger.sockets.ProcessSockets;
import java.util.Map;
import java.util.function.Consumer;

/// Carries out the system calls of one script, as the original does
/// (gtests/net/packetdrill/run_system_call.c): a script has descriptors of its own, which get their meaning where it
/// says what socket() or accept() gives; out-arguments and results are compared where it gives them.
public final class ScriptCalls {
    private final Constants constants;
    private final ProcessSockets process;
    private final ScriptDescriptors descriptors = new ScriptDescriptors();
    private final OpeningCalls opening;
    private final TransferCalls transfer;
    private final ControlCalls control;
    private final OptionCalls options;
    private final PollCalls polling;

    /// Calls that are made on `process`, which has done nothing else.
    ///
    /// @param notes is told of options that are taken and have no effect
    public ScriptCalls(
            ProcessSockets process, Profile profile, ScriptWorld world, CallListener listener, Consumer<String> notes) {
        this.constants = Constants.of(profile);
        this.process = process;
        this.opening = new OpeningCalls(process, descriptors, world, listener);
        this.transfer = new TransferCalls(process, descriptors);
        this.control = new ControlCalls(process, descriptors, listener);
        this.options = new OptionCalls(process, descriptors, notes);
        this.polling = new PollCalls(process, descriptors);
    }

    /// Makes a call. It may not be done yet.
    ///
    /// @throws CallException when the script asks for what cannot be done
    public ScriptCall begin(SystemCall call, long nowNanos, Output output) throws CallException {
        Arguments arguments = new Arguments(call, constants);
        return switch (call.name()) {
            case "socket" -> opening.socket(arguments);
            case "bind" -> opening.bind(arguments, nowNanos);
            case "listen" -> opening.listen(arguments, nowNanos);
            case "accept", "accept4" -> opening.accept(arguments, nowNanos, output);
            case "connect" -> opening.connect(arguments, nowNanos, output);
            case "read" -> transfer.receive(arguments, TransferCalls.NO_FLAGS, 3, nowNanos, output);
            case "recv" -> transfer.receive(arguments, 3, 4, nowNanos, output);
            case "recvfrom" -> transfer.receive(arguments, 3, 6, nowNanos, output);
            case "readv" -> transfer.readv(arguments, nowNanos, output);
            case "recvmsg" -> transfer.recvmsg(arguments, nowNanos, output);
            case "write" -> transfer.send(arguments, TransferCalls.NO_FLAGS, 3, nowNanos, output);
            case "send" -> transfer.send(arguments, 3, 4, nowNanos, output);
            case "sendto" -> transfer.send(arguments, 3, 6, nowNanos, output);
            case "writev" -> transfer.writev(arguments, nowNanos, output);
            case "sendmsg" -> transfer.sendmsg(arguments, nowNanos, output);
            case "close" -> control.close(arguments, nowNanos, output);
            case "shutdown" -> control.shutdown(arguments, nowNanos, output);
            case "fcntl" -> control.fcntl(arguments);
            case "ioctl" -> control.ioctl(arguments, nowNanos);
            case "getsockopt" -> options.get(arguments, nowNanos);
            case "setsockopt" -> options.set(arguments, nowNanos, output);
            case "poll" -> polling.poll(arguments, nowNanos, output);
            default -> throw arguments.problem("this system call is not supported");
        };
    }

    /// Whether the script has given this number to a socket and not closed it.
    public boolean isOpen(int scriptFd) {
        return descriptors.isKnown(scriptFd);
    }

    /// The fields of tcp_info of an open socket, for code blocks.
    public Map<String, Long> tcpInfo(int scriptFd, long nowNanos) {
        return process.tcpInfo(descriptors.live(scriptFd), nowNanos);
    }

    /// Both ends of an open socket; ports and addresses that it does not have are 0.
    public FourTuple tuple(int scriptFd) {
        int fd = descriptors.live(scriptFd);
        return new FourTuple(process.localEndpoint(fd), process.remoteEndpoint(fd));
    }
}
