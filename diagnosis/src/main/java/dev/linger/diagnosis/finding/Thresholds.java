package dev.linger.diagnosis.finding;

import java.util.EnumMap;
import java.util.Map;

/// The value of each [Threshold] for one diagnosis. Immutable.
public final class Thresholds {
    public static final Thresholds DEFAULTS = new Thresholds(Map.of());

    private final Map<Threshold, Double> overridden;

    private Thresholds(Map<Threshold, Double> overridden) {
        this.overridden = overridden;
    }

    /// These thresholds with one changed. A value below zero or not finite is an [IllegalArgumentException].
    public Thresholds with(Threshold threshold, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(threshold.word() + " is a number from 0 up, not " + value);
        }
        Map<Threshold, Double> changed = new EnumMap<>(Threshold.class);
        changed.putAll(overridden);
        changed.put(threshold, value);
        return new Thresholds(changed);
    }

    public double of(Threshold threshold) {
        return overridden.getOrDefault(threshold, threshold.initial());
    }
}
