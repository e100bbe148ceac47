package dev.linger.script.calls;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Output;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.script.notation.ScriptException;
import dev.linger.script.notation.ScriptParser;
import dev.linger.script.notation.SystemCall;
import dev.linger.sockets.AddressFamily;
import dev.linger.sockets.EventRouter;
import dev.linger.sockets.ProcessSockets;
import dev.linger.wire.Segment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// Carries out calls written as in a script, against a host whose peer is another one that listens, and connects when
/// told to.
final class Bench implements CallListener {
    static final long SECOND = 1_000_000_000;
    private static final IpAddress HERE = IpAddress.parse("192.0.2.1").orElseThrow();
    private static final IpAddress THERE = IpAddress.parse("198.51.100.1").orElseThrow();
    private static final int PORT = 8080;

    final List<String> notes = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final ScriptCalls calls;
    private final ProcessSockets process;
    private final ProcessSockets peer;
    private final EventRouter router;
    private final EventRouter peerRouter;
    private final Queue<Segment> sent = new ArrayDeque<>();
    private final Queue<Segment> peerSent = new ArrayDeque<>();
    private final Output output = segment -> sent.add(new Segment().copyFrom(segment));
    private final Output peerOutput = segment -> peerSent.add(new Segment().copyFrom(segment));
    private int peerFd;
    long now = SECOND;

    Bench() {
        this(Profiles.LINUX);
    }

    Bench(Profile profile) {
        router = new EventRouter(new TcpEngine(HostConfig.of(profile, 1, HERE)));
        peerRouter = new EventRouter(new TcpEngine(HostConfig.of(Profiles.LINUX, 2, THERE)));
        process = new ProcessSockets(router);
        peer = new ProcessSockets(peerRouter);
        ScriptWorld world = new ScriptWorld(AddressFamily.AF_INET, new Endpoint(HERE, PORT), new Endpoint(THERE, PORT));
        calls = new ScriptCalls(process, profile, world, this, notes::add);
    }

    /// Begins the call, which may have to wait.
    ScriptCall begin(String call) throws CallException {
        try {
            SystemCall parsed = (SystemCall) ScriptParser.parse("bench.pkt", "0 " + call + "\n", Map.of())
                    .events()
                    .getFirst()
                    .action();
            ScriptCall begun = calls.begin(parsed, now, output);
            settle();
            return begun;
        } catch (ScriptException problem) {
            throw new IllegalArgumentException(problem);
        }
    }

    /// Carries out calls that do not wait, one a line.
    Bench run(String lines) throws CallException {
        for (String line : lines.strip().split("\n", -1)) {
            ScriptCall call = begin(line.strip());
            if (!call.isDone()) {
                throw new IllegalStateException(line + " waits");
            }
            call.verify();
            settle();
        }
        return this;
    }

    /// What is wrong with the last of these calls.
    String problem(String lines) {
        try {
            run(lines);
            return "";
        } catch (CallException problem) {
            return problem.getMessage();
        }
    }

    /// A connection from the peer, accepted as 4 by listener 3.
    Bench accepted() throws CallException {
        run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                bind(3, ..., ...) = 0
                listen(3, 1) = 0
                """);
        peerConnects();
        return run("accept(3, ..., ...) = 4");
    }

    void peerConnects() {
        peerFd = (int) peer.socket(AddressFamily.AF_INET, false).value();
        peer.connect(peerFd, new Endpoint(HERE, PORT), now, peerOutput);
        settle();
    }

    void peerListens() {
        peerFd = (int) peer.socket(AddressFamily.AF_INET, false).value();
        peer.bind(peerFd, new Endpoint(THERE, PORT), now);
        peer.listen(peerFd, 8, now);
    }

    void peerWrites(int length) {
        peer.send(peerFd, new byte[length], 0, length, Set.of(), now, peerOutput);
        settle();
    }

    void peerCloses() {
        peer.close(peerFd, now, peerOutput);
        settle();
    }

    /// When a call that waits gives up.
    long waitsUntil() {
        return process.nextDeadlineNanos();
    }

    private void settle() {
        while (!sent.isEmpty() || !peerSent.isEmpty()) {
            Segment segment = sent.poll();
            if (segment != null) {
                peerRouter.engine().onSegment(segment, now, peerRouter.toward(peerOutput));
                peer.proceed(now, peerOutput);
            }
            segment = peerSent.poll();
            if (segment != null) {
                router.engine().onSegment(segment, now, router.toward(output));
                process.proceed(now, output);
            }
        }
    }

    @Override
    public void created(int fd) {
        heard.add("created " + fd);
    }

    @Override
    public void listening(int fd) {
        heard.add("listening " + fd);
    }

    @Override
    public void connecting(int fd, Endpoint remote) {
        heard.add("connecting " + fd + " to " + remote);
    }

    @Override
    public void accepted(int listener, int fd, Endpoint remote) {
        heard.add("accepted " + fd + " from " + remote.address() + " at " + listener);
    }

    @Override
    public void closed(int fd) {
        heard.add("closed " + fd);
    }
}
