package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.buffer.BufferPool;
import dev.linger.engine.buffer.ReceiveBuffer;
import dev.linger.engine.buffer.SendBuffer;
import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.sequence.SequenceRules;
import dev.linger.engine.sequence.SequenceSource;
import dev.linger.engine.timer.Deadlines;
import dev.linger.testkit.Allocation;
import org.junit.jupiter.api.Test;

/// What every segment or every connection uses takes nothing from the heap once it has run for a while.
class LeafAllocationTest {
    private static final int CALLS_PER_ROUND = 20_000;
    private static final int WARM_UP_ROUNDS = 10;
    private static final int MEASUREMENTS = 3;

    private final byte[] text = new byte[3_000];
    private final BufferPool pool = new BufferPool();
    private final StateDigest digest = new StateDigest();
    private int turn;
    private long unused;

    @Test
    void sendBuffersAllocateNothing() {
        SendBuffer buffer = new SendBuffer(pool);
        SendBuffer copy = new SendBuffer(pool);
        assertSteadyStateAllocatesNothing(() -> {
            int length = 1 + turn++ % text.length;
            buffer.append(text, 0, length);
            buffer.append(text, 0, 10);
            buffer.copyTo(5, text, 0, length);
            copy.copyFrom(buffer);
            copy.addTo(digest);
            buffer.drop(length);
            buffer.drop(10);
            copy.clear();
        });
    }

    @Test
    void receiveBuffersAllocateNothingEvenWithGaps() {
        ReceiveBuffer buffer = new ReceiveBuffer(pool);
        ReceiveBuffer copy = new ReceiveBuffer(pool);
        assertSteadyStateAllocatesNothing(() -> {
            int length = 1 + turn++ % 500;
            buffer.store(length, text, 0, length);
            buffer.store(4 * length, text, 0, length);
            copy.copyFrom(buffer);
            copy.addTo(digest);
            buffer.store(0, text, 0, length);
            buffer.read(text, 0, 100);
            buffer.store(0, text, 0, 3 * length);
            buffer.discardReadable();
            copy.clear();
        });
    }

    @Test
    void deadlinesAllocateNothing() {
        Deadlines deadlines = new Deadlines(100);
        Deadlines copy = new Deadlines(100);
        assertSteadyStateAllocatesNothing(() -> {
            int slot = turn++ % 100;
            deadlines.set(slot, (turn * 0x9E37_79B9L) & 0xFFFF);
            unused += deadlines.earliestNanos() + deadlines.get(99 - slot);
            deadlines.clear(deadlines.earliest());
            deadlines.set(99 - slot, turn);
            copy.copyFrom(deadlines);
            copy.addTo(digest);
        });
    }

    @Test
    void sequenceNumbersAllocateNothing() {
        SequenceSource source = new SequenceSource(1);
        SequenceSource copy = new SequenceSource(2);
        assertSteadyStateAllocatesNothing(() -> {
            unused += source.initial(SequenceRules.LINUX, 1, 2, 3, 4, turn++ & 0xFFFF, 80, turn);
            unused += source.timestampOffset(SequenceRules.LINUX, 1, 2, 3, 4, turn & 0xFFFF, 80);
            unused += source.initial(SequenceRules.FREEBSD, 1, 2, 3, 4, turn & 0xFFFF, 80, turn);
            unused += source.timestampOffset(SequenceRules.MACOS, 1, 2, 3, 4, turn & 0xFFFF, 80);
            copy.copyFrom(source);
            copy.addTo(digest);
        });
    }

    private void assertSteadyStateAllocatesNothing(Runnable work) {
        Runnable round = () -> {
            for (int call = 0; call < CALLS_PER_ROUND; call++) {
                work.run();
            }
        };
        for (int warmUp = 0; warmUp < WARM_UP_ROUNDS; warmUp++) {
            Allocation.bytesOf(round);
        }
        // The optimizing compiler works beside this thread and, when it is done, costs it some bytes once. On a busy
        // machine that may be late; what the work itself allocated would show in every measurement.
        long least = Long.MAX_VALUE;
        for (int measurement = 0; measurement < MEASUREMENTS; measurement++) {
            least = Math.min(least, Allocation.bytesOf(round));
        }
        assertThat(least).isZero();
        assertThat(unused + digest.high()).as("not optimized away").isNotEqualTo(1);
    }
}
