package dev.linger.script.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/// The last things that happened, for whoever has to understand why a script failed. Texts are made only when they
/// are asked for.
final class Trace {
    private static final int KEPT = 10;

    private final Deque<Supplier<String>> latest = new ArrayDeque<>(KEPT);

    void add(Supplier<String> happening) {
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(happening);
    }

    /// One line for each, oldest first.
    String text() {
        StringBuilder text = new StringBuilder();
        for (Supplier<String> happening : latest) {
            text.append("\n  ").append(happening.get());
        }
        return text.toString();
    }
}
