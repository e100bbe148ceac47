package dev.linger.engine.state;

import dev.linger.model.TcpState;

/// One arrow of the state diagram.
public record Transition(TcpState from, TcpEvent event, TcpState to) {}
