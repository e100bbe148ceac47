package dev.linger.script.notation;

/// Something that happens, or is expected to happen, at a time.
public record Event(int line, EventTime time, Action action) {}
