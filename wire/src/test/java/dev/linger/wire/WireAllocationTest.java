package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.Allocation;
import dev.linger.wire.IcmpError.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WireAllocationTest {
    private static final int WARM_UP = 200_000;
    private static final int ROUNDS = 20_000;

    private final SegmentReader reader = new SegmentReader();
    private final IcmpReader icmpReader = new IcmpReader();
    private final Segment[] segments = new Segment[64];
    private final OptionOrder[] orders = OptionOrder.values();
    private final Segment read = new Segment();
    private final IcmpError error = new IcmpError();
    private final IcmpError readError = new IcmpError();
    private final byte[] packet = new byte[Packets.SPACE];

    @Test
    void segmentsAreWrittenAndReadOnNothing() {
        SplittableRandom random = new SplittableRandom(1);
        for (int index = 0; index < segments.length; index++) {
            segments[index] = Packets.random(random);
        }
        passSegments(WARM_UP);
        assertThat(Allocation.bytesOf(() -> passSegments(ROUNDS))).isZero();
    }

    private void passSegments(int rounds) {
        for (int round = 0; round < rounds; round++) {
            int length = SegmentWriter.write(
                    segments[round % segments.length], orders[round % orders.length], packet, 0, round);
            if (reader.read(packet, 0, length, read) != ReadResult.READ) {
                throw new AssertionError(round);
            }
        }
    }

    @Test
    void errorsAreWrittenAndReadOnNothing() {
        Segment about = Packets.ipv4Segment();
        error.kind = Kind.HOST_UNREACHABLE;
        error.sourceLow = about.sourceLow;
        error.destinationLow = about.destinationLow;
        passErrors(WARM_UP);
        assertThat(Allocation.bytesOf(() -> passErrors(ROUNDS))).isZero();
    }

    private void passErrors(int rounds) {
        for (int round = 0; round < rounds; round++) {
            int length = IcmpWriter.write(error, 0, error.destinationLow, packet, 0);
            if (icmpReader.read(packet, 0, length, readError) != ReadResult.READ) {
                throw new AssertionError(round);
            }
        }
    }
}
