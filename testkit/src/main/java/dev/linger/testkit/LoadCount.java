package dev.linger.testkit;

/// How far a peer's load has got: the first failure's message, or `none`.
public record LoadCount(long opened, long failed, String error) {}
