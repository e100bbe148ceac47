package dev.linger.script.calls;

import dev.linger.model.Endpoint;

/// Is told what calls do to a script's connections; descriptors are those of the script.
public interface CallListener {
    /// socket() has made it.
    void created(int fd);

    /// listen() has succeeded.
    void listening(int fd);

    /// connect() is about to be called.
    void connecting(int fd, Endpoint remote);

    /// accept() has given a connection from `remote`.
    void accepted(int listener, int fd, Endpoint remote);

    /// close() has succeeded.
    void closed(int fd);
}
