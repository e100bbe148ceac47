package dev.linger.testkit;

/// What became of a number of connects: the first failure's message, or `none`, and how long `connect()` took.
public record Connects(int opened, int failed, String error, long medianMicros, long maxMicros) {}
