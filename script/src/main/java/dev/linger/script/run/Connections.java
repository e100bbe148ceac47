package dev.linger.script.run;

import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.script.calls.CallListener;
import dev.linger.script.notation.Direction;
import dev.linger.script.notation.SequenceRange;
import dev.linger.script.notation.TcpPacket;
import dev.linger.wire.OptionOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections of a script, and which of them a packet belongs to.
///
/// A packet without ports belongs to the one under test: the latest that socket() or a first packet to a listener
/// has made. A packet with ports belongs to the connection with these ports, and to the one under test when there is
/// none.
final class Connections implements CallListener {
    /// The first port of peers whose packets name none.
    private static final int FIRST_PEER_PORT = 40_001;

    private final RunSettings settings;
    private final Map<Integer, Connection> byDescriptor = new HashMap<>();
    private final List<Connection> all = new ArrayList<>();
    private @Nullable Connection underTest;
    private int nextPeerPort = FIRST_PEER_PORT;

    Connections(RunSettings settings) {
        this.settings = settings;
    }

    @Override
    public void created(int descriptor) {
        Connection connection = new Connection(Connection.Stage.NEW);
        byDescriptor.put(descriptor, connection);
        all.add(connection);
        underTest = connection;
    }

    @Override
    public void listening(int descriptor) {
        Connection connection = byDescriptor.get(descriptor);
        if (connection != null) {
            connection.stage = Connection.Stage.LISTENING;
        }
    }

    @Override
    public void connecting(int descriptor, Endpoint remote) {
        Connection connection = byDescriptor.get(descriptor);
        if (connection != null && connection.stage == Connection.Stage.NEW) {
            connection.stage = Connection.Stage.CONNECTING;
            connection.remote = remote;
        }
    }

    @Override
    public void accepted(int listener, int descriptor, Endpoint remote) {
        for (Connection connection : all) {
            if (remote.equals(connection.remote)) {
                byDescriptor.put(descriptor, connection);
            }
        }
    }

    @Override
    public void closed(int descriptor) {
        byDescriptor.remove(descriptor);
    }

    /// The connection of an ICMP error: the one under test, or null.
    @Nullable
    Connection underTest() {
        return underTest;
    }

    /// The script's descriptor of a connection, or -1 when it has none, or has it no more.
    int descriptor(Connection connection) {
        for (Map.Entry<Integer, Connection> entry : byDescriptor.entrySet()) {
            if (entry.getValue() == connection) {
                return entry.getKey();
            }
        }
        return -1;
    }

    /// The connection a packet belongs to, or null when there is none.
    @Nullable
    Connection of(TcpPacket packet) {
        Connection known = withPorts(packet);
        if (known != null) {
            return known;
        }
        if (packet.direction() == Direction.INBOUND) {
            return takesFirstPacket(packet) ? passive(packet) : underTest;
        }
        if (isSyn(packet) && underTest != null && underTest.stage == Connection.Stage.CONNECTING) {
            underTest.stage = Connection.Stage.SYN_SENT;
        }
        return underTest;
    }

    private boolean takesFirstPacket(TcpPacket packet) {
        if (underTest == null
                || underTest.stage == Connection.Stage.LISTENING
                || underTest.stage == Connection.Stage.NEW) {
            return true;
        }
        return packet.sourcePort() != 0 && isSyn(packet);
    }

    private Connection passive(TcpPacket packet) {
        Connection connection = new Connection(Connection.Stage.RECEIVED);
        int remotePort = packet.sourcePort() == 0 ? nextPeerPort++ : packet.sourcePort();
        int localPort = packet.destinationPort() == 0 ? settings.bindPort() : packet.destinationPort();
        connection.remote = new Endpoint(settings.remote(), remotePort);
        connection.local = new Endpoint(settings.local(), localPort);
        connection.remoteIsn = (int) packet.sequence().start();
        all.add(connection);
        underTest = connection;
        return connection;
    }

    private @Nullable Connection withPorts(TcpPacket packet) {
        if (packet.sourcePort() == 0 && packet.destinationPort() == 0) {
            return null;
        }
        boolean inbound = packet.direction() == Direction.INBOUND;
        int localPort = inbound ? packet.destinationPort() : packet.sourcePort();
        int remotePort = inbound ? packet.sourcePort() : packet.destinationPort();
        for (Connection connection : all.reversed()) {
            if (hasPort(connection.local, localPort) && hasPort(connection.remote, remotePort)) {
                return connection;
            }
        }
        return null;
    }

    private static boolean hasPort(@Nullable Endpoint endpoint, int port) {
        return endpoint != null && endpoint.port() == port;
    }

    private static boolean isSyn(TcpPacket packet) {
        return (packet.flags() & (Flags.SYN | Flags.ACK)) == Flags.SYN;
    }

    /// A segment of the host as the script would write it, if it belongs to a connection of the script.
    String describe(Captured captured, OptionOrder order) {
        long micros = OutboundPackets.micros(captured.nanos());
        for (Connection connection : all.reversed()) {
            if (connection.sent(captured.segment())) {
                return new PacketLine(
                                SegmentTranslation.outbound(
                                        captured.segment(), connection, SequenceRange.Reference.CONNECTION, order),
                                micros)
                        .toString();
            }
        }
        return PacketLine.seconds(micros) + " > " + captured.segment();
    }
}
