package dev.linger.engine;

import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Programs on both hosts of a [Pair] that do anything a program may do, at any moment: what happens depends on
/// nothing but the `random` they are given and what the engines answer.
final class RandomPrograms {
    private static final int SOCKETS_MAX = 6;
    private static final int FIRST_PORT = 80;
    private static final int PORTS = 3;

    private final Pair pair;
    private final RandomGenerator random;
    private final List<List<Integer>> sockets = List.of(new ArrayList<>(), new ArrayList<>());

    RandomPrograms(Pair pair, RandomGenerator random) {
        this.pair = pair;
        this.random = random;
    }

    /// Lets the next thing happen on the network or in an engine, then a program on each host do something.
    void step() {
        if (pair.nextNanos() != TcpEngine.NEVER) {
            pair.step();
        }
        act(0);
        act(1);
    }

    private void act(int host) {
        List<Integer> held = sockets.get(host);
        if (held.isEmpty() || (held.size() < SOCKETS_MAX && random.nextInt(6) == 0)) {
            open(host);
            return;
        }
        int index = random.nextInt(held.size());
        use(host, held.get(index));
    }

    private void open(int host) {
        TcpEngine engine = pair.engines[host];
        int socket = engine.socket();
        sockets.get(host).add(socket);
        if (random.nextInt(3) == 0) {
            setOption(engine, socket);
        }
        if (random.nextBoolean()) {
            listen(host, socket);
        } else {
            if (random.nextInt(4) == 0) {
                engine.bind(socket, new Endpoint(address(host), 40_000 + random.nextInt(3)), pair.now);
            }
            int port = FIRST_PORT + random.nextInt(PORTS);
            engine.connect(socket, new Endpoint(address(1 - host), port), pair.now, pair.output(host));
        }
    }

    private void listen(int host, int socket) {
        TcpEngine engine = pair.engines[host];
        engine.setOption(socket, SocketOption.SO_REUSEPORT, random.nextInt(2));
        IpAddress local = random.nextBoolean() ? address(host) : wildcard(host);
        if (engine.bind(socket, new Endpoint(local, FIRST_PORT + random.nextInt(PORTS)), pair.now) == Errno.OK) {
            engine.listen(socket, random.nextInt(4), pair.now);
        }
    }

    private void use(int host, int socket) {
        TcpEngine engine = pair.engines[host];
        byte[] text = new byte[1 + random.nextInt(3_000)];
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                random.nextBytes(text);
                engine.send(socket, text, 0, text.length, pair.now, pair.output(host));
            }
            case 3, 4 -> engine.receive(socket, text, 0, text.length, pair.now, pair.output(host));
            case 5, 6 -> {
                int child = engine.accept(socket);
                if (child != TcpEngine.NONE) {
                    sockets.get(host).add(child);
                }
            }
            case 7 -> engine.shutdownWrite(socket, pair.now, pair.output(host));
            case 8 -> setOption(engine, socket);
            case 9 -> {
                engine.takeError(socket);
                if (random.nextInt(8) == 0) {
                    engine.shutdownRead(socket);
                }
            }
            case 10 -> {
                sockets.get(host).remove(Integer.valueOf(socket));
                engine.close(socket, pair.now, pair.output(host));
            }
            default -> {
                if (random.nextInt(3) == 0) {
                    sockets.get(host).remove(Integer.valueOf(socket));
                    engine.abort(socket, pair.now, pair.output(host));
                }
            }
        }
    }

    private void setOption(TcpEngine engine, int socket) {
        switch (random.nextInt(6)) {
            case 0 -> engine.setOption(socket, SocketOption.SO_LINGER, random.nextInt(3) - 1);
            case 1 -> engine.setOption(socket, SocketOption.TCP_LINGER2, random.nextInt(100) - 1);
            case 2 -> engine.setOption(socket, SocketOption.SO_KEEPALIVE, random.nextInt(2));
            case 3 -> engine.setOption(socket, SocketOption.TCP_NODELAY, random.nextInt(2));
            case 4 -> engine.setOption(socket, SocketOption.SO_RCVBUF, 1_000 + random.nextInt(4_000));
            default -> engine.setOption(socket, SocketOption.TCP_USER_TIMEOUT, random.nextInt(10_000));
        }
    }

    private IpAddress address(int host) {
        return pair.addresses[host].address();
    }

    private IpAddress wildcard(int host) {
        return address(host).isIpv4() ? IpAddress.ipv4(0) : new IpAddress(0, 0);
    }
}
