package dev.linger.observation.census;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.PortSet;
import dev.linger.model.SocketState;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Where the host listens, and which ports are bound without listening: what must be known before a connection can
/// be told to be incoming or outgoing. Takes any socket and keeps what is LISTEN or BOUND.
public final class Listeners implements SocketSink {
    private static final IpAddress IPV6_WILDCARD = new IpAddress(0, 0);

    private final TreeSet<Endpoint> endpoints = new TreeSet<>();
    private final BitSet listening = new BitSet();
    private final BitSet bound = new BitSet();

    @Override
    public void accept(SocketView socket) {
        if (socket.state() == SocketState.LISTEN) {
            endpoints.add(socket.local());
            listening.set(socket.localPort());
        } else if (socket.state() == SocketState.BOUND) {
            bound.set(socket.localPort());
        }
    }

    public boolean listensOn(int port) {
        return listening.get(port);
    }

    public PortSet listeningPorts() {
        return PortSet.copyOf(listening);
    }

    /// Ports that a listener or a bound socket holds, on whatever address.
    public PortSet heldPorts() {
        BitSet held = (BitSet) listening.clone();
        held.or(bound);
        return PortSet.copyOf(held);
    }

    /// The listener that a connection to this local endpoint came through: on its very address, else on the wildcard
    /// of its family, else, for IPv4, on a dual-stack `::`.
    public Optional<Endpoint> listenerOf(Endpoint local) {
        IpAddress wildcard = local.address().isIpv4() ? IpAddress.ipv4(0) : IPV6_WILDCARD;
        return Stream.of(local.address(), wildcard, IPV6_WILDCARD)
                .map(address -> new Endpoint(address, local.port()))
                .filter(endpoints::contains)
                .findFirst();
    }

    public Iterable<Endpoint> endpoints() {
        return endpoints;
    }
}
