package dev.linger.observation;

/// Takes sockets as they are read. It must not keep the view, which is reused for the next socket.
@FunctionalInterface
public interface SocketSink {
    void accept(SocketView socket);
}
