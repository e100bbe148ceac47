package dev.linger.script.run;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Output;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.script.calls.CallException;
import dev.linger.script.calls.ScriptCall;
import dev.linger.script.calls.ScriptCalls;
import dev.linger.script.code.BrokenAssertion;
import dev.linger.script.code.CodeBlocks;
import dev.linger.script.command.CommandHost;
import dev.linger.script.command.CommandResult;
import dev.linger.script.command.Commands;
import dev.linger.script.command.ScriptFiles;
import dev.linger.script.notation.Code;
import dev.linger.script.notation.Command;
import dev.linger.script.notation.Direction;
import dev.linger.script.notation.Event;
import dev.linger.script.notation.EventTime;
import dev.linger.script.notation.IcmpPacket;
import dev.linger.script.notation.NotationWriter;
import dev.linger.script.notation.Script;
import dev.linger.script.notation.ScriptException;
import dev.linger.script.notation.SystemCall;
import dev.linger.script.notation.TcpPacket;
import dev.linger.sockets.EventRouter;
import dev.linger.sockets.ProcessSockets;
import dev.linger.wire.IcmpError;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs one script, event after event, against an engine of its own.
///
/// The order of things is that of the original (gtests/net/packetdrill/run.c:run_script): an event waits until it is
/// due, but for packets from the host, which are looked out for at once; a system call with an end goes on in the
/// background.
public final class ScriptRun {
    private static final long SEED = 1;
    private static final long NANOS_PER_MICRO = 1_000;
    /// How long a call may still go on when the next one or the end of the script comes
    /// (run_system_call.c:await_idle_thread).
    private static final long PATIENCE_NANOS = 1_000_000_000;
    /// How long a call may take whose end the script does not tell: longer than any of TCP's own limits.
    private static final long LONGEST_CALL_NANOS = 86_400L * 1_000_000_000;

    private final Script script;
    private final RunSettings settings;
    private final VirtualHost host;
    private final ProcessSockets process;
    private final Output output;
    private final Connections connections;
    private final Clock clock;
    private final OutboundPackets outbound;
    private final ScriptCalls calls;
    private final Commands commands;
    private final CodeBlocks code;
    private final Consumer<String> notes;
    private final Trace trace = new Trace();

    private @Nullable Background background;
    /// What went wrong while a command slept.
    private @Nullable ScriptFailure meanwhile;

    /// A system call that has not returned yet, and when it is expected to.
    private record Background(ScriptCall call, Event event, Clock.Due end) {}

    /// @param notes is told what the script asks for that has no effect here
    public ScriptRun(Script script, Profile profile, RunSettings settings, ScriptFiles files, Consumer<String> notes) {
        this.script = script;
        this.settings = settings;
        Profile whole = settings.applyTo(profile);
        EventRouter router = new EventRouter(new TcpEngine(HostConfig.of(whole, SEED, settings.local())));
        host = new VirtualHost(router.engine(), this::note);
        output = router.toward(host);
        process = new ProcessSockets(router);
        connections = new Connections(settings);
        clock = new Clock(settings);
        outbound = new OutboundPackets(host, clock, settings, this::step);
        calls = new ScriptCalls(process, whole, settings.world(), connections, notes);
        commands = new Commands(script.name(), new Sleeper(), files);
        code = new CodeBlocks(script.name());
        this.notes = notes;
    }

    /// How much virtual time has passed, in nanoseconds.
    public long passedNanos() {
        return host.nowNanos() - VirtualHost.START_NANOS;
    }

    /// Runs the script to its end.
    ///
    /// @throws ScriptFailure when the host does something else than the script says, or the script asks for what
    ///     cannot be done here
    public void run() throws ScriptFailure {
        try {
            if (script.before() != null) {
                command(script.before());
            }
            for (Event event : script.events()) {
                run(event);
            }
            awaitBackground();
            if (script.after() != null) {
                command(script.after());
            }
        } catch (ScriptFailure failure) {
            throw failure.in(script.name(), trace.text());
        }
        try {
            runCode();
        } catch (ScriptFailure failure) {
            throw failure.in(script.name(), "");
        }
    }

    private void run(Event event) throws ScriptFailure {
        try {
            Clock.Due due = clock.next(event, nowMicros());
            switch (event.action()) {
                case TcpPacket packet -> packet(event, packet, due);
                case IcmpPacket packet -> icmp(event, packet, due);
                case SystemCall call -> call(event, call, due);
                case Command command -> {
                    await(event, due, "the command");
                    command(command);
                }
                case Code block -> {
                    await(event, due, "the code");
                    code(block);
                }
            }
        } catch (ScriptFailure failure) {
            throw failure.onLine(event.line());
        }
    }

    private void trace(Event event) {
        trace.add(() -> "line " + event.line() + "  " + NotationWriter.action(event.action()));
    }

    private void command(Command command) throws ScriptFailure {
        CommandResult result;
        try {
            result = commands.run(command);
        } catch (ScriptException problem) {
            throw ScriptFailure.refused(problem.reason()).onLine(problem.line());
        }
        if (meanwhile != null) {
            throw meanwhile;
        }
        result.notes().forEach(notes);
        if (result.failed()) {
            throw ScriptFailure.of("the command failed with status " + result.status()
                            + (result.output().isBlank()
                                    ? ""
                                    : " and wrote: " + result.output().strip()))
                    .onLine(command.line());
        }
    }

    private void code(Code block) throws ScriptFailure {
        try {
            code.add(block, codeValues());
        } catch (ScriptException problem) {
            throw ScriptFailure.refused(problem.reason()).onLine(problem.line());
        }
    }

    /// The fields of tcp_info of the connection under test; of one whose descriptor is closed only the state, which the
    /// host knows by its ends.
    private Map<String, Long> codeValues() throws ScriptFailure {
        Connection connection = connections.underTest();
        if (connection == null) {
            throw ScriptFailure.refused("there is no connection whose fields the code could see");
        }
        int descriptor = connections.descriptor(connection);
        if (calls.isOpen(descriptor)) {
            return calls.tcpInfo(descriptor, host.nowNanos());
        }
        Endpoint local = connection.local;
        Endpoint remote = connection.remote;
        if (local == null || remote == null) {
            throw ScriptFailure.refused("the connection under test has no descriptor and no peer");
        }
        TcpState state = host.engine().state(new FourTuple(local, remote));
        return Map.of("tcpi_state", (long) state.kernelNumber());
    }

    private void runCode() throws ScriptFailure {
        try {
            code.run();
        } catch (BrokenAssertion broken) {
            throw ScriptFailure.of(broken.getMessage()).onLine(broken.line());
        } catch (ScriptException problem) {
            throw ScriptFailure.refused(problem.reason()).onLine(problem.line());
        }
    }

    private void packet(Event event, TcpPacket packet, Clock.Due due) throws ScriptFailure {
        Connection connection = connections.of(packet);
        if (connection == null) {
            throw ScriptFailure.of("there is no connection that this packet could belong to");
        }
        if (packet.direction() == Direction.OUTBOUND) {
            outbound.expect(packet, connection, due);
            trace(event);
            return;
        }
        await(event, due, "the packet");
        host.arrive(SegmentTranslation.inbound(packet, connection, settings), output);
        proceed();
    }

    private void icmp(Event event, IcmpPacket packet, Clock.Due due) throws ScriptFailure {
        Connection connection = connections.underTest();
        if (packet.direction() == Direction.OUTBOUND || connection == null) {
            throw ScriptFailure.of(
                    connection == null
                            ? "there is no connection that the ICMP error could be about"
                            : "the host under test sends no ICMP");
        }
        await(event, due, "the packet");
        IcmpError error = IcmpTranslation.inbound(packet, connection);
        if (error != null) {
            host.arrive(error, output);
        }
        proceed();
    }

    private void call(Event event, SystemCall call, Clock.Due due) throws ScriptFailure {
        awaitBackground();
        await(event, due, "the call");
        ScriptCall begun = begin(call);
        if (call.waits()) {
            long end = call.endMicros() + (due.kind() == EventTime.Kind.RELATIVE ? due.originMicros() : 0);
            background = new Background(begun, event, due.until(end));
            proceed();
            return;
        }
        proceed();
        long giveUp = host.nowNanos() + LONGEST_CALL_NANOS;
        while (!begun.isDone() && step(giveUp)) {
            // Time passes until it is.
        }
        if (!begun.isDone()) {
            throw ScriptFailure.of(call.name() + "() waits, and nothing is due that could end it");
        }
        verify(begun);
    }

    private ScriptCall begin(SystemCall call) throws ScriptFailure {
        try {
            return calls.begin(call, host.nowNanos(), output);
        } catch (CallException problem) {
            throw ScriptFailure.refused(problem.getMessage());
        }
    }

    private static void verify(ScriptCall call) throws ScriptFailure {
        try {
            call.verify();
        } catch (CallException problem) {
            throw ScriptFailure.of(problem.getMessage());
        }
    }

    private void awaitBackground() throws ScriptFailure {
        long giveUp = host.nowNanos() + PATIENCE_NANOS;
        while (background != null && step(giveUp)) {
            // Time passes until it has returned.
        }
        if (background != null) {
            throw ScriptFailure.of("the call of line " + background.event().line() + " still waits");
        }
    }

    /// Waits until an event is due; it may already be too late for it.
    private void await(Event event, Clock.Due due, String what) throws ScriptFailure {
        long nanos = VirtualHost.START_NANOS + due.fromMicros() * NANOS_PER_MICRO;
        while (step(nanos)) {
            // What is due before happens first.
        }
        if (!clock.isInTime(due, nowMicros())) {
            throw ScriptFailure.of(clock.wrongTime(what, due, nowMicros()));
        }
        trace(event);
    }

    /// Lets time pass to the next thing that happens by itself, at `untilNanos` at the latest. Whether one did.
    private boolean step(long untilNanos) throws ScriptFailure {
        long callDeadline = Math.max(process.nextDeadlineNanos(), host.nowNanos());
        boolean happened = host.step(Math.min(untilNanos, callDeadline), output) || callDeadline <= untilNanos;
        if (happened) {
            proceed();
        }
        return happened;
    }

    /// Goes on with the calls that wait, and looks whether the one in the background has returned.
    private void proceed() throws ScriptFailure {
        process.proceed(host.nowNanos(), output);
        Background waiting = background;
        if (waiting == null || !waiting.call().isDone()) {
            return;
        }
        background = null;
        try {
            verify(waiting.call());
            if (!clock.isInTime(waiting.end(), nowMicros())) {
                throw ScriptFailure.of(clock.wrongTime("the return of the call", waiting.end(), nowMicros()));
            }
        } catch (ScriptFailure failure) {
            throw failure.onLine(waiting.event().line());
        }
    }

    private long nowMicros() {
        return OutboundPackets.micros(host.nowNanos());
    }

    private void note(Captured captured) {
        trace.add(() -> "          "
                + connections.describe(captured, host.engine().profile().data().optionOrder()));
    }

    /// What commands see of the run: the host, and time, which they may let pass.
    private final class Sleeper implements CommandHost {
        @Override
        public TcpEngine engine() {
            return host.engine();
        }

        @Override
        public long nowNanos() {
            return host.nowNanos();
        }

        @Override
        public void sleep(long nanos) {
            long until = host.nowNanos() + nanos;
            try {
                while (step(until)) {
                    // What is due meanwhile happens.
                }
            } catch (ScriptFailure failure) {
                meanwhile = failure;
            }
        }
    }
}
