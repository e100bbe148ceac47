package dev.linger.cli;

import java.util.Locale;
import java.util.Objects;

/// Ways to fail on purpose, see [Linger].
enum Fault {
    EXCEPTION {
        @Override
        void provoke() {
            throw new IllegalStateException("provoked");
        }
    },
    THREAD {
        @Override
        void provoke() throws InterruptedException {
            Thread other = new Thread(
                    () -> {
                        throw new IllegalStateException("provoked");
                    },
                    "provoked");
            other.start();
            other.join();
        }
    },
    MEMORY {
        @Override
        void provoke() {
            long[][] hoard = new long[1 << 16][];
            for (int place = 0; place < hoard.length; place++) {
                hoard[place] = new long[1 << 24];
            }
            throw new IllegalStateException("memory does not end: " + hoard.length);
        }
    },
    STACK {
        @Override
        void provoke() {
            throw new IllegalStateException("the stack does not end: " + deeper(1));
        }

        private int deeper(int depth) {
            return depth < 0 ? 0 : deeper(depth + 1) + 1;
        }
    },
    INITIALIZER {
        @Override
        void provoke() {
            throw new IllegalStateException("initialized: " + Broken.VALUE);
        }
    };

    abstract void provoke() throws Exception;

    static Fault named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Cannot be initialized.
    private static final class Broken {
        static final String VALUE = Objects.requireNonNull(System.getProperty("linger.no.such.property"), "provoked");
    }
}
