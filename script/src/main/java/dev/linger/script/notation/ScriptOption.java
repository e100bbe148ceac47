package dev.linger.script.notation;

import org.jspecify.annotations.Nullable;

/// One of the options lines before the first event: `--tolerance_usecs=10000`, or `--dry_run` without a value.
///
/// @param name without the dashes
public record ScriptOption(int line, String name, @Nullable String value) {}
