package dev.linger.diagnosis.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How bad a finding is; the order is that of rising severity.
public enum Severity {
    /// Nothing is wrong; the finding says so with numbers.
    OK,
    /// Worth knowing, not worth waking anybody.
    NOTICE,
    /// Will fail, or is failing for a few.
    WARNING,
    /// Connections fail now, or are about to.
    CRITICAL;

    /// The lower-case word used on the command line and in JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> parse(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
