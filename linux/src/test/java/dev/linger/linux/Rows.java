package dev.linger.linux;

import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.List;

/// Keeps a copy of every socket it is handed.
public final class Rows implements SocketSink {
    private final List<PlainSocket> sockets = new ArrayList<>();

    @Override
    public void accept(SocketView socket) {
        sockets.add(PlainSocket.copyOf(socket));
    }

    public List<PlainSocket> sockets() {
        return sockets;
    }

    public List<PlainSocket> in(SocketState state) {
        return sockets.stream().filter(socket -> socket.state() == state).toList();
    }

    /// State and endpoints of each, in order.
    public List<String> lines() {
        return sockets.stream().map(Rows::line).toList();
    }

    public static String line(SocketView socket) {
        return socket.state() + " " + socket.local() + " " + socket.remote();
    }
}
