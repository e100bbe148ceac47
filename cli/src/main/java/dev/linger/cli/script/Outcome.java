package dev.linger.cli.script;

import java.util.Locale;

/// What became of a run, in view of what is known to differ.
public enum Outcome {
    PASSED,
    /// The host did something else.
    FAILED,
    /// The script cannot be read, or asks for something that cannot be done.
    REFUSED,
    /// It did not pass, and [KnownDifferences] says why.
    KNOWN_DIFFERENCE,
    /// It passed, and [KnownDifferences] says that it does not.
    UNEXPECTED_PASS;

    /// `known-difference`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
