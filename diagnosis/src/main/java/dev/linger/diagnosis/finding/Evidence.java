package dev.linger.diagnosis.finding;

/// One number that a finding rests on.
///
/// @param name stable, for JSON: `time-wait`, `opened-per-second`
/// @param value the number itself
/// @param phrase the same for a reader: `27,950 TIME-WAIT`
public record Evidence(String name, double value, String phrase) {
    /// `27,950 TIME-WAIT`: a count and what is counted.
    public static Evidence count(String name, long count, String what) {
        return new Evidence(name, count, Numbers.count(count) + " " + what);
    }

    /// `468 opened per second`; below ten with one decimal.
    public static Evidence rate(String name, double perSecond, String what) {
        return new Evidence(name, perSecond, Numbers.rate(perSecond) + " " + what + " per second");
    }

    /// `full in 13 s`.
    public static Evidence seconds(String name, double seconds, String before, String after) {
        String phrase = before + " " + Numbers.duration(seconds) + " " + after;
        return new Evidence(name, seconds, phrase.strip());
    }
}
