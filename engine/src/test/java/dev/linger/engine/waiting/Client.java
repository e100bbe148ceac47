package dev.linger.engine.waiting;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// A program of a [World] that opens connections to the peer and closes them first, without time passing.
final class Client {
    final World world;
    boolean timestamps = true;
    /// Of the connection that was opened last.
    Segment syn = new Segment();

    /// The same, once it was closed.
    int sndNxt;

    Client(World world) {
        this.world = world;
    }

    /// connect() from a port of the host's choice; when it goes through, all up to TIME_WAIT.
    Errno openAndClose(int remotePort) {
        return openAndClose(world.engine.socket(), remotePort);
    }

    Errno openAndClose(int socket, int remotePort) {
        Errno said = connect(socket, remotePort);
        if (said == Errno.EINPROGRESS) {
            Peer peer = establish();
            close(socket, peer, Flags.FIN | Flags.ACK);
        } else {
            world.engine.close(socket, world.now, world);
        }
        return said;
    }

    /// As before, but the peer only acknowledges: FIN_WAIT_2.
    Errno openAndCloseHalf(int socket, int remotePort) {
        Errno said = connect(socket, remotePort);
        close(socket, establish(), Flags.ACK);
        return said;
    }

    Errno connect(int socket, int remotePort) {
        world.sent.clear();
        world.events.clear();
        Errno said = world.engine.connect(socket, new Endpoint(World.THERE, remotePort), world.now, world);
        if (said == Errno.EINPROGRESS) {
            syn = world.lastSent();
        }
        return said;
    }

    /// The peer that the last SYN went to, which accepts it.
    Peer establish() {
        Peer peer = peer();
        peer.ack = syn.seq + 1;
        peer.tsEcr = syn.tsVal;
        peer.arrive(Flags.SYN | Flags.ACK, peer.seq++, 0);
        return peer;
    }

    Peer peer() {
        Peer peer = new Peer(world, syn.sourcePort, syn.destinationPort);
        peer.timestamps = timestamps;
        return peer;
    }

    private void close(int socket, Peer peer, int answer) {
        world.sent.clear();
        world.engine.close(socket, world.now, world);
        peer.ack = world.lastSent().end();
        sndNxt = peer.ack;
        peer.arrive(answer, peer.seq, 0);
    }

    /// A socket with a port of its own, and SO_REUSEADDR.
    int bound(int port) {
        int socket = world.engine.socket();
        world.engine.setOption(socket, SocketOption.SO_REUSEADDR, 1);
        Errno said = world.engine.bind(socket, new Endpoint(World.HERE, port), world.now);
        if (said != Errno.OK) {
            throw new IllegalStateException("bind said " + said);
        }
        return socket;
    }

    /// A socket that may have these ports only; 0 in place of a bound is the system's.
    int narrowed(int low, int high) {
        int socket = world.engine.socket();
        world.engine.setOption(socket, SocketOption.IP_LOCAL_PORT_RANGE, ((long) high << 16) | low);
        return socket;
    }

    FourTuple tuple() {
        return new FourTuple(syn.source(), syn.destination());
    }

    TcpState state() {
        return world.engine.state(tuple());
    }
}
