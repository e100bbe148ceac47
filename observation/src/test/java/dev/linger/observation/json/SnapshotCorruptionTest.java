package dev.linger.observation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.linger.observation.HostSnapshot;
import dev.linger.observation.SampleSnapshots;
import dev.linger.observation.SampleSockets;
import dev.linger.testkit.SeededLoop;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A damaged file is refused as one, or read; nothing else comes of it.
class SnapshotCorruptionTest {
    private static final byte[] DOCUMENT = document();
    private static final String TEMPTING = "{}[]\",:0123456789-+.eE\\tfn \u0000";

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < DOCUMENT.length; length++) {
            byte[] truncated = Arrays.copyOf(DOCUMENT, length);
            assertThatExceptionOfType(SnapshotFormatException.class)
                    .as("the first " + length + " bytes")
                    .isThrownBy(() -> Documents.read(truncated));
        }
    }

    @Test
    void changedByteIsRefusedOrRead() {
        SeededLoop.run(10_000, (random, _) -> {
            byte[] changed = DOCUMENT.clone();
            changed[random.nextInt(changed.length)] = anyByte(random);
            readOrRefuse(changed);
        });
    }

    @Test
    void changedBeginningIsRefusedOrRead() {
        for (int place = 0; place < 4; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = DOCUMENT.clone();
                changed[place] = (byte) value;
                readOrRefuse(changed);
            }
        }
    }

    @Test
    void lostAndDoubledPiecesAreRefusedOrRead() {
        SeededLoop.run(5_000, (random, _) -> {
            int from = random.nextInt(DOCUMENT.length);
            int to = Math.min(DOCUMENT.length, from + random.nextInt(1, 200));
            boolean lost = random.nextBoolean();
            byte[] changed = new byte[DOCUMENT.length + (lost ? from - to : to - from)];
            System.arraycopy(DOCUMENT, 0, changed, 0, lost ? from : to);
            System.arraycopy(
                    DOCUMENT, lost ? to : from, changed, lost ? from : to, DOCUMENT.length - (lost ? to : from));
            readOrRefuse(changed);
        });
    }

    @Test
    void randomNumbersInPlaceOfNumbersAreRefusedOrRead() {
        String text = new String(DOCUMENT, StandardCharsets.UTF_8);
        SeededLoop.run(5_000, (random, _) -> {
            int place = random.nextInt(text.length());
            while (place < text.length() && !Character.isDigit(text.charAt(place))) {
                place++;
            }
            int end = place;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            long number = random.nextLong() >> random.nextInt(64);
            readOrRefuse((text.substring(0, place) + number + text.substring(end)).getBytes(StandardCharsets.UTF_8));
        });
    }

    /// Anything but a [SnapshotFormatException] ends the test. What can be read can also be used and written.
    private static void readOrRefuse(byte[] document) {
        HostSnapshot snapshot;
        try {
            snapshot = Documents.read(document);
        } catch (SnapshotFormatException refused) {
            assertThat(refused.getMessage()).contains("expected ");
            assertThat(refused.line()).isNotNegative();
            assertThat(refused.column()).isNotNegative();
            return;
        }
        snapshot.sockets().forEach(SampleSockets::copyOf);
        assertThat(snapshot.settings().ephemeralPorts().size()).isNotNegative();
        assertThat(Documents.write(snapshot)).isNotEmpty();
    }

    private static byte anyByte(RandomGenerator random) {
        return random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) TEMPTING.charAt(random.nextInt(TEMPTING.length()));
    }

    /// One that has every part.
    private static byte[] document() {
        SplittableRandom random = new SplittableRandom(1);
        while (true) {
            HostSnapshot snapshot = SampleSnapshots.random(random, 15);
            boolean complete = snapshot.conntrack().isPresent()
                    && snapshot.owners().size() > 0
                    && !snapshot.limits().isEmpty()
                    && !snapshot.settings().values().isEmpty()
                    && !snapshot.counters().values().isEmpty()
                    && snapshot.activity()
                            .filter(activity -> !activity.flows().isEmpty()
                                    && !activity.sightings().isEmpty()
                                    && !activity.increments().isEmpty())
                            .isPresent();
            if (complete) {
                return Documents.write(snapshot);
            }
        }
    }
}
