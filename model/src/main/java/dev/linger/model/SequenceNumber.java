package dev.linger.model;

/// Arithmetic on sequence numbers and timestamps, which wrap around at 2^32 (RFC 9293 §3.4, RFC 7323 §5.2).
///
/// They are kept in `int`s. Nothing else may compare two of them: `a < b` is wrong half of the time. The order is
/// only meaningful for numbers less than 2^31 apart.
public final class SequenceNumber {
    private SequenceNumber() {}

    public static boolean lessThan(int a, int b) {
        return a - b < 0;
    }

    public static boolean atMost(int a, int b) {
        return a - b <= 0;
    }

    public static boolean greaterThan(int a, int b) {
        return a - b > 0;
    }

    public static boolean atLeast(int a, int b) {
        return a - b >= 0;
    }

    /// The later of two.
    public static int later(int a, int b) {
        return a - b > 0 ? a : b;
    }

    /// The earlier of two.
    public static int earlier(int a, int b) {
        return a - b < 0 ? a : b;
    }

    /// Whether `number` lies in the `size` numbers that begin with `start`; never when `size` is 0.
    public static boolean inWindow(int number, int start, int size) {
        return Integer.compareUnsigned(number - start, size) < 0;
    }
}
