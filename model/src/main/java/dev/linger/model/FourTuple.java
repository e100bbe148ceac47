package dev.linger.model;

/// What tells one connection from every other: both ends, as seen from the local one.
public record FourTuple(Endpoint local, Endpoint remote) {
    /// The same connection as its peer names it.
    public FourTuple reversed() {
        return new FourTuple(remote, local);
    }

    @Override
    public String toString() {
        return local + " > " + remote;
    }
}
