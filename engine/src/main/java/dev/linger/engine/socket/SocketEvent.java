package dev.linger.engine.socket;

/// What a program that owns a socket is told; at most one of a kind for each segment, time-out or call.
public enum SocketEvent {
    /// connect() has succeeded.
    CONNECTED,
    /// A listener has a child for accept().
    ACCEPTABLE,
    /// There is text to read.
    READABLE,
    /// The peer has closed: what is still unread comes first.
    END_OF_STREAM,
    /// There is room to write again after a call that had none.
    WRITABLE,
    /// connect() has failed, or the connection was reset or given up: the error says why.
    FAILED,
    /// A close() that lingers is through: everything was acknowledged, or its time is over.
    LINGERED
}
