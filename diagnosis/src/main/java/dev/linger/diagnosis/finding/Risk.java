package dev.linger.diagnosis.finding;

import java.util.Locale;

/// How much a remedy can break; the order is that of rising risk.
public enum Risk {
    LOW,
    MEDIUM,
    HIGH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
