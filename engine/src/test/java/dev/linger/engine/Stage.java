package dev.linger.engine;

import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// How far the connection between a [World] and a [Peer] has come. Each is reached by what programs and peers can
/// do.
public enum Stage {
    CLOSED,
    /// With a listener on the port.
    LISTEN,
    SYN_SENT,
    /// SYN_RECEIVED as a listener has it.
    EMBRYO,
    /// SYN_RECEIVED after both sides have opened.
    CROSSED,
    ESTABLISHED,
    /// The program has shut down its half and still reads.
    FIN_WAIT_1,
    /// The program has closed.
    FIN_WAIT_1_ORPHAN,
    FIN_WAIT_2,
    /// After close(); Linux keeps a row of it.
    FIN_WAIT_2_ORPHAN,
    /// The same with TCP_LINGER2 of two minutes, so that Linux keeps it whole at first.
    FIN_WAIT_2_WHOLE,
    CLOSE_WAIT,
    CLOSING,
    CLOSING_ORPHAN,
    /// After close().
    LAST_ACK,
    TIME_WAIT;

    /// Brings the connection here. The peer's numbers are those it would go on with: it has acknowledged nothing
    /// of a FIN where the state does not say so.
    ///
    /// @return the socket, [TcpEngine#NONE] where no program holds one
    public int bring(World world, Peer peer) {
        return switch (this) {
            case CLOSED -> TcpEngine.NONE;
            case LISTEN -> world.listen(peer.here().port(), 8);
            case SYN_SENT -> connect(world, peer);
            case EMBRYO -> {
                world.listen(peer.here().port(), 8);
                yield open(world, peer);
            }
            case CROSSED -> {
                int socket = connect(world, peer);
                peer.arrive(Flags.SYN, peer.seq++, 0);
                yield socket;
            }
            case ESTABLISHED -> {
                int listener = world.listen(peer.here().port(), 8);
                open(world, peer);
                peer.arrive(Flags.ACK, peer.seq, 0);
                yield world.engine.accept(listener);
            }
            case FIN_WAIT_1 -> shutDown(world, ESTABLISHED.bring(world, peer));
            case FIN_WAIT_1_ORPHAN -> close(world, ESTABLISHED.bring(world, peer));
            case FIN_WAIT_2 -> acknowledgeFin(world, peer, FIN_WAIT_1.bring(world, peer));
            case FIN_WAIT_2_ORPHAN -> acknowledgeFin(world, peer, FIN_WAIT_1_ORPHAN.bring(world, peer));
            case FIN_WAIT_2_WHOLE -> {
                int socket = ESTABLISHED.bring(world, peer);
                world.engine.setOption(socket, SocketOption.TCP_LINGER2, 120);
                yield acknowledgeFin(world, peer, close(world, socket));
            }
            case CLOSE_WAIT -> finish(peer, ESTABLISHED.bring(world, peer));
            case CLOSING -> finish(peer, FIN_WAIT_1.bring(world, peer));
            case CLOSING_ORPHAN -> finish(peer, FIN_WAIT_1_ORPHAN.bring(world, peer));
            case LAST_ACK -> close(world, CLOSE_WAIT.bring(world, peer));
            case TIME_WAIT -> finish(peer, FIN_WAIT_2.bring(world, peer));
        };
    }

    private static int open(World world, Peer peer) {
        peer.arrive(Flags.SYN, peer.seq++, 0);
        takeOver(world, peer);
        return TcpEngine.NONE;
    }

    private static int connect(World world, Peer peer) {
        int socket = world.engine.socket();
        world.engine.bind(socket, peer.here(), world.now);
        Errno connecting = world.engine.connect(socket, peer.there(), world.now, world);
        if (connecting != Errno.EINPROGRESS) {
            throw new IllegalStateException("connect " + connecting);
        }
        takeOver(world, peer);
        return socket;
    }

    /// The peer learns from the world's SYN or SYN-ACK.
    private static void takeOver(World world, Peer peer) {
        Segment syn = world.sent.getLast();
        peer.ack = syn.seq + 1;
        peer.tsEcr = syn.tsVal;
    }

    private static int shutDown(World world, int socket) {
        world.engine.shutdownWrite(socket, world.now, world);
        return socket;
    }

    private static int close(World world, int socket) {
        world.engine.close(socket, world.now, world);
        return TcpEngine.NONE;
    }

    private static int acknowledgeFin(World world, Peer peer, int socket) {
        peer.ack = world.sent.getLast().end();
        peer.arrive(Flags.ACK, peer.seq, 0);
        return socket;
    }

    private static int finish(Peer peer, int socket) {
        peer.arrive(Flags.FIN | Flags.ACK, peer.seq++, 0);
        return socket;
    }
}
