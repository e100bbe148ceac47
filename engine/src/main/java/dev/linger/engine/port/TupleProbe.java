package dev.linger.engine.port;

/// Answers whether a connection from some local port may exist: local address, remote address and remote port are
/// those of the search that asks.
@FunctionalInterface
public interface TupleProbe {
    /// Whether no connection has this four-tuple, or only a waiting one that may be replaced.
    boolean isFree(int localPort);
}
