package dev.linger.engine.socket;

import dev.linger.wire.Segment;

/// Where an engine puts what it does. It must only take note: delivering a segment to another engine, or
/// calling this one, from inside is refused.
@FunctionalInterface
public interface Output {
    /// A segment to be sent. The object is used again after the call: copy what is to be kept.
    void segment(Segment segment);

    /// Something a program that owns `socket` waits for.
    default void event(int socket, SocketEvent event) {}
}
