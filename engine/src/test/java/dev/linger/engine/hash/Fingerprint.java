package dev.linger.engine.hash;

import java.util.function.Consumer;

/// The fingerprint of something that can add itself to a digest, as a value that tests can compare.
public record Fingerprint(long high, long low) {
    public static Fingerprint of(Consumer<StateDigest> addition) {
        StateDigest digest = new StateDigest();
        addition.accept(digest);
        return new Fingerprint(digest.high(), digest.low());
    }
}
