package dev.linger.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.IpAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TupleHashTest {
    private static final int PLACES = 1 << 12;

    private final TupleHash hash = new TupleHash(1);

    @Test
    void portsOfOneClientSpreadOverAllPlaces() {
        int[] counts = new int[PLACES];
        for (int port = 0; port < 8 * PLACES; port++) {
            counts[hash.place(0, IpAddress.mappedLow(1), 0, IpAddress.mappedLow(2), port << 16 | 80, PLACES)]++;
        }
        assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(40);
        assertThat(Arrays.stream(counts).filter(count -> count == 0).count()).isLessThan(PLACES / 100);
    }

    @Test
    void addressesThatDifferInOneBitOnlyAreToldApart() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long one = 1L << bit;
            int place = hash.place(1, 2, 3, 4, 5, 1 << 30);
            assertThat(hash.place(1 ^ one, 2, 3, 4, 5, 1 << 30))
                    .as("local high, %d", bit)
                    .isNotEqualTo(place);
            assertThat(hash.place(1, 2 ^ one, 3, 4, 5, 1 << 30))
                    .as("local low, %d", bit)
                    .isNotEqualTo(place);
            assertThat(hash.place(1, 2, 3 ^ one, 4, 5, 1 << 30))
                    .as("remote high, %d", bit)
                    .isNotEqualTo(place);
            assertThat(hash.place(1, 2, 3, 4 ^ one, 5, 1 << 30))
                    .as("remote low, %d", bit)
                    .isNotEqualTo(place);
        }
    }

    @Test
    void whoDoesNotKnowTheSecretCannotTellWhichTuplesMeet() {
        TupleHash other = new TupleHash(2);
        int met = 0;
        for (int port = 1; port < 4000; port++) {
            boolean here = place(hash, port) == place(hash, 0);
            boolean there = place(other, port) == place(other, 0);
            met += here && there ? 1 : 0;
        }
        // Of the 250 pairs that meet under one secret, a sixteenth.
        assertThat(met).as("pairs that meet under both secrets").isBetween(1, 40);
    }

    @Test
    void aTableOfOnePlaceHasOne() {
        assertThat(hash.place(1, 2, 3, 4, 5, 1)).isZero();
    }

    private static int place(TupleHash hash, int port) {
        return hash.place(0, IpAddress.mappedLow(1), 0, IpAddress.mappedLow(2), port, 16);
    }
}
