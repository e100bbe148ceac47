package dev.linger.script.notation;

/// Assertions between `%{` and `}%`.
///
/// @param line where it begins
public record Code(int line, String text) implements Action {}
