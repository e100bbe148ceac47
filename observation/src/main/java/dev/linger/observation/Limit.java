package dev.linger.observation;

/// Something that could not be seen, so that the reader knows what the answer lacks.
///
/// @param missing what, and how much of it
/// @param need what would bring it: a capability by its name, a kernel feature
public record Limit(String missing, String need) {
    @Override
    public String toString() {
        return missing + " (needs " + need + ")";
    }
}
