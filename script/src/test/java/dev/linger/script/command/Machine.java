package dev.linger.script.command;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.script.notation.Command;
import dev.linger.script.notation.ScriptException;
import dev.linger.wire.Segment;
import java.util.Map;

/// A host at 192.0.2.1 that commands are given to.
final class Machine implements CommandHost, Output {
    private static final Endpoint SERVER =
            new Endpoint(IpAddress.parse("192.0.2.1").orElseThrow(), 8080);
    private static final IpAddress PEER = IpAddress.parse("198.51.100.1").orElseThrow();

    private final TcpEngine engine;
    private final Commands commands;
    private final Segment sent = new Segment();
    private int listener;
    private long now = 1_000_000_000;

    Machine(String profile) {
        this(profile, Map.of());
    }

    Machine(String profile, Map<String, String> files) {
        engine = new TcpEngine(HostConfig.of(Profiles.named(profile), 1, SERVER.address()));
        commands = new Commands("dir/a.pkt", this, (script, relative) -> files.get(relative));
    }

    CommandResult run(String text) throws ScriptException {
        return commands.run(new Command(7, text));
    }

    @Override
    public TcpEngine engine() {
        return engine;
    }

    @Override
    public long nowNanos() {
        return now;
    }

    @Override
    public void sleep(long nanos) {
        now += nanos;
        engine.onTime(now, this);
    }

    @Override
    public void segment(Segment segment) {
        sent.copyFrom(segment);
    }

    void listen() {
        int listener = engine.socket();
        if (engine.bind(listener, SERVER, now) != Errno.OK || engine.listen(listener, 5, now) != Errno.OK) {
            throw new IllegalStateException("port 8080 is taken");
        }
        this.listener = listener;
    }

    /// A connection from 198.51.100.1 that a program has accepted.
    int accept(int peerPort) {
        arrive(peerPort, Flags.SYN, 100, 0);
        arrive(peerPort, Flags.ACK, 101, sent.seq + 1);
        return engine.accept(listener);
    }

    /// One that the program closed first.
    void waitingConnection(int peerPort) {
        engine.close(accept(peerPort), now, this);
        arrive(peerPort, Flags.FIN | Flags.ACK, 101, sent.seq + 1);
    }

    private void arrive(int peerPort, int flags, int seq, int ack) {
        Segment segment = new Segment().from(new Endpoint(PEER, peerPort)).to(SERVER);
        segment.flags = flags;
        segment.seq = seq;
        segment.ack = ack;
        segment.wnd = 65_535;
        engine.onSegment(segment, now, this);
    }
}
