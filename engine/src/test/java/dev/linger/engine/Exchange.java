package dev.linger.engine;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;

/// One connection between a [World] and a [Peer], told in numbers that count from either side's first byte: 1.
///
/// For tests of text and its timing: it knows what was sent for the first time and what as a probe, and names no flag
/// that goes without saying. Where every flag and acknowledgment matters, use [Dialogue].
final class Exchange {
    static final int PORT = 80;
    static final int PEER_PORT = 40_000;

    final World world;
    final Peer peer;
    int socket = TcpEngine.NONE;
    private int iss;
    /// The highest of the world's numbers that was sent.
    private int highest = 1;

    Exchange(Profile profile) {
        world = new World(profile);
        peer = new Peer(world, PORT, PEER_PORT);
    }

    /// The peer connects, and the program accepts.
    Exchange accepted() {
        return acceptedBy(world.listen(PORT, 4));
    }

    /// The same from a listener with an option, which its children inherit.
    Exchange acceptedWith(SocketOption option, long value) {
        int listener = world.listen(PORT, 4);
        world.engine.setOption(listener, option, value);
        return acceptedBy(listener);
    }

    private Exchange acceptedBy(int listener) {
        socket = peer.establish(listener);
        iss = peer.ack - 1;
        world.sent.clear();
        return this;
    }

    /// The world's next number is 1 from here on.
    void renumber() {
        sent();
        iss += highest - 1;
        highest = 1;
    }

    /// The program connects to the peer from the same port; its SYN is the only segment kept.
    Exchange connecting() {
        socket = world.engine.socket();
        world.engine.bind(socket, peer.here(), world.now);
        world.engine.connect(socket, peer.there(), world.now, world);
        iss = world.sent.getLast().seq;
        return this;
    }

    /// The peer answers the SYN.
    Exchange connected() {
        peer.ack = iss + 1;
        peer.arrive(Flags.SYN | Flags.ACK, Peer.ISS, 0);
        world.sent.clear();
        return this;
    }

    Exchange option(SocketOption option, long value) {
        if (world.engine.setOption(socket, option, value) != Errno.OK) {
            throw new IllegalStateException(option + " is not there or does not take " + value);
        }
        return this;
    }

    /// The program writes so many bytes; how many were taken.
    int write(int length) {
        byte[] text = new byte[length];
        for (int index = 0; index < length; index++) {
            text[index] = (byte) (index % 251);
        }
        return world.engine.send(socket, text, 0, length, world.now, world);
    }

    /// The program reads up to so many bytes; how many there were.
    int read(int length) {
        return world.engine.receive(socket, new byte[length], 0, length, world.now, world);
    }

    /// The peer acknowledges everything before `number`.
    void peerAcknowledges(int number) {
        peerSends(Flags.ACK, 1, 0, number);
    }

    /// The same with another window, unscaled.
    void peerAcknowledges(int number, int window) {
        peer.wnd = window;
        peerAcknowledges(number);
    }

    /// The peer sends `length` bytes from `number` on.
    void peerWrites(int number, int length) {
        peerSends(Flags.ACK, number, length, highest);
    }

    void peerSends(int flags, int number, int length, int acknowledged) {
        peer.ack = iss + acknowledged;
        peer.arrive(flags, Peer.ISS + number, length);
    }

    /// What the world has sent since this was last asked: `1:101` for text, with `FIN` or `PSH` if it has them, `ack 7`
    /// for an acknowledgment, `probe` for an empty segment before what was sent, `RST`, `SYN`.
    List<String> sent() {
        List<String> texts = new ArrayList<>();
        for (Segment segment : world.sent) {
            texts.add(text(segment));
        }
        world.sent.clear();
        return texts;
    }

    /// The seconds, from now on, at which the world does something by itself, until nothing is due within `seconds`.
    List<Double> sendingTimes(int seconds) {
        List<Double> times = new ArrayList<>();
        long begin = world.now;
        long end = begin + seconds * World.SECOND;
        while (world.engine.nextDeadlineNanos() <= end) {
            world.now = world.engine.nextDeadlineNanos();
            int before = world.sent.size();
            world.engine.onTime(world.now, world);
            if (world.sent.size() > before) {
                times.add((double) (world.now - begin) / World.SECOND);
            }
        }
        world.now = end;
        return times;
    }

    TcpState state() {
        return world.engine.state(tuple());
    }

    FourTuple tuple() {
        return new FourTuple(new Endpoint(World.HERE, PORT), new Endpoint(World.THERE, PEER_PORT));
    }

    private String text(Segment segment) {
        int number = segment.seq - iss;
        if (segment.has(Flags.RST)) {
            return "RST";
        }
        if (segment.has(Flags.SYN)) {
            return "SYN";
        }
        if (segment.length() == 0) {
            return number < highest ? "probe" : "ack " + (segment.ack - Peer.ISS);
        }
        int end = number + segment.textLength;
        highest = Math.max(highest, number + segment.length());
        return number + ":" + end + (segment.has(Flags.PSH) ? " PSH" : "") + (segment.has(Flags.FIN) ? " FIN" : "");
    }
}
