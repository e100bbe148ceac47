package dev.linger.cli.render;

/// A single value of a report that belongs to no row.
///
/// @param key its name in JSON and CSV
public record Fact(String key, Cell cell) {}
