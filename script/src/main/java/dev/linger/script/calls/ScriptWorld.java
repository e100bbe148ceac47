package dev.linger.script.calls;

import dev.linger.model.Endpoint;
import dev.linger.sockets.AddressFamily;

/// What scripts leave open with an ellipsis.
///
/// @param family of `socket(..., SOCK_STREAM, IPPROTO_TCP)`; AF_INET6 with IPv4 addresses is v4-mapped
/// @param bind the address of `bind(3, ..., ...)`
/// @param connect the address of `connect(3, ..., ...)`
public record ScriptWorld(AddressFamily family, Endpoint bind, Endpoint connect) {}
