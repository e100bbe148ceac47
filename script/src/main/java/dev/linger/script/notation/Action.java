package dev.linger.script.notation;

/// What an event is.
public sealed interface Action permits TcpPacket, IcmpPacket, SystemCall, Command, Code {}
