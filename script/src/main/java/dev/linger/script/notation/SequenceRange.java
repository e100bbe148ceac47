package dev.linger.script.notation;

/// Sequence numbers as a packet shows them: `1:101(100)`.
///
/// @param reference what `start` counts from
/// @param start 0 to 2^32 - 1
/// @param length bytes of text, 0 to 65535
public record SequenceRange(Reference reference, long start, int length) {
    /// What a sequence number counts from.
    public enum Reference {
        /// The initial sequence number of the connection.
        CONNECTION,
        /// Nothing, it is as on the wire: `1:101(100)!`.
        WIRE,
        /// It is not looked at: `...(100)`.
        ANY
    }
}
