package dev.linger.diagnosis.finding;

import java.util.Locale;

/// How findings write numbers, the same in every locale: `28,232`, `99.5 %`, `13 s`.
public final class Numbers {
    private Numbers() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 || share > 0.9 ? "%.1f %%" : "%.0f %%", share * 100);
    }

    /// A rate a second, with a decimal only where it matters.
    public static String rate(double perSecond) {
        return perSecond < 10 && perSecond != Math.rint(perSecond)
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : count(Math.round(perSecond));
    }

    /// With one decimal: `61.0 s`.
    public static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    public static String duration(double seconds) {
        if (seconds < 0.001) {
            return Math.round(seconds * 1e6) + " µs";
        }
        if (seconds < 1) {
            return String.format(Locale.ROOT, seconds < 0.01 ? "%.1f ms" : "%.0f ms", seconds * 1e3);
        }
        if (seconds < 120) {
            return String.format(
                    Locale.ROOT, seconds < 10 && seconds != Math.rint(seconds) ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 7200 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
    }
}
