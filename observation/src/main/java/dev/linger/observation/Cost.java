package dev.linger.observation;

/// What it cost the host to be looked at, without the pause between two samples.
///
/// @param nanos time spent reading
/// @param bytes read from the kernel
public record Cost(long nanos, long bytes) {
    public static final Cost UNKNOWN = new Cost(0, 0);

    public Cost plus(Cost other) {
        return new Cost(nanos + other.nanos, bytes + other.bytes);
    }
}
