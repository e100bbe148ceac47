package dev.linger.script.notation;

/// A command for the shell, in backticks.
///
/// @param line where it begins
public record Command(int line, String text) implements Action {}
