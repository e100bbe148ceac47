package dev.linger.engine;

import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// The other end of one connection with a [World], by hand: it knows which numbers it would use next and fills them
/// in.
public final class Peer {
    public static final int ISS = 10_000;

    private final World world;
    private final Endpoint here;
    private final Endpoint there;
    /// Offered in its SYN.
    public int mss = 1460;
    /// Offered in its SYN, -1 for none.
    public int windowScale = -1;
    public boolean timestamps;
    /// Its SYN permits selective acknowledgments.
    public boolean selectiveAcknowledgments;
    public int tsVal = 5_000;
    public int tsEcr;
    /// The next number of its own.
    public int seq = ISS;
    /// What it expects next.
    public int ack;

    public int wnd = 65_535;

    public Peer(World world, int port, int remotePort) {
        this.world = world;
        this.here = new Endpoint(World.HERE, port);
        this.there = new Endpoint(World.THERE, remotePort);
    }

    /// A connection to a listener of the world, established and accepted; the socket it has there.
    public int establish(int listener) {
        arrive(Flags.SYN, seq, 0);
        Segment synAck = world.lastSent();
        seq++;
        ack = synAck.seq + 1;
        tsEcr = synAck.tsVal;
        arrive(Flags.ACK, seq, 0);
        return world.engine.accept(listener);
    }

    /// The peer answers the world's FIN by an ACK and its own FIN, so that the world waits in TIME_WAIT.
    public void closeAfter(Segment fin) {
        ack = fin.end();
        arrive(Flags.FIN | Flags.ACK, seq, 0);
        seq++;
    }

    public void arrive(int flags, int atSeq, int length) {
        world.arrive(segment(flags, atSeq, length));
    }

    /// A segment of `length` bytes with these flags at this number, with the options that go with it.
    public Segment segment(int flags, int atSeq, int length) {
        Segment segment = new Segment().from(there).to(here);
        segment.flags = flags;
        segment.seq = atSeq;
        segment.ack = (flags & Flags.ACK) == 0 ? 0 : ack;
        segment.wnd = wnd;
        segment.text = new byte[length];
        segment.textLength = length;
        if ((flags & Flags.SYN) != 0) {
            segment.options |= Segment.MSS;
            segment.mss = mss;
            if (windowScale >= 0) {
                segment.options |= Segment.WINDOW_SCALE;
                segment.windowScale = windowScale;
            }
            if (selectiveAcknowledgments) {
                segment.options |= Segment.SACK_PERMITTED;
            }
        }
        if (timestamps) {
            segment.options |= Segment.TIMESTAMPS;
            segment.tsVal = tsVal;
            segment.tsEcr = tsEcr;
        }
        return segment;
    }

    public Endpoint here() {
        return here;
    }

    public Endpoint there() {
        return there;
    }
}
