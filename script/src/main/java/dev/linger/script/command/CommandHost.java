package dev.linger.script.command;

import dev.linger.engine.TcpEngine;

/// The host that commands look at and change.
public interface CommandHost {
    TcpEngine engine();

    /// The present moment, as the engine counts it.
    long nowNanos();

    /// Lets time pass.
    void sleep(long nanos);
}
