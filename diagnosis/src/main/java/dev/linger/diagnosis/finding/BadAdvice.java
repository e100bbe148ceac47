package dev.linger.diagnosis.finding;

/// Advice that is often given for this finding and should not be followed.
///
/// @param advice as people know it: `tcp_fin_timeout`
/// @param why not, in a few words
public record BadAdvice(String advice, String why) {
    @Override
    public String toString() {
        return advice + " (" + why + ")";
    }
}
