package dev.linger.linux;

/// A number and what it counts, as one says it: `1 socket`, `2 sockets`.
final class Amount {
    private Amount() {}

    static String of(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
