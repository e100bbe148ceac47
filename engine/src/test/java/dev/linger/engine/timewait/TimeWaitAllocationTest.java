package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.hash.StateDigest;
import dev.linger.model.Flags;
import dev.linger.testkit.Allocation;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;

/// Waiting takes nothing from the heap once the tables have grown.
class TimeWaitAllocationTest {
    private static final int CALLS_PER_ROUND = 20_000;
    private static final int WARM_UP_ROUNDS = 10;
    private static final int MEASUREMENTS = 3;

    private final TimeWaitRow row = new TimeWaitRow();
    private final TimeWaitRow loaded = new TimeWaitRow();
    private final Segment segment = new Segment();
    private final StateDigest digest = new StateDigest();
    private int turn;
    private long unused;

    @Test
    void rowsComeAndGoWithoutAllocation() {
        TimeWaitStore store = new TimeWaitStore(4, 3, true, 42);
        TimeWaitStore copy = new TimeWaitStore(4, 3, true, 42);
        assertSteadyStateAllocatesNothing(() -> {
            int nowMillis = 5 * turn++;
            for (int due = store.due(nowMillis); due != TimeWaitStore.NONE; due = store.due(nowMillis)) {
                store.remove(due);
            }
            boolean ipv4 = turn % 2 == 0;
            row.localHigh = ipv4 ? 0 : 7;
            row.remoteHigh = row.localHigh;
            row.localLow = 0xFFFF_0A00_0000L + turn % 3;
            row.remoteLow = 0xFFFF_0A00_0100L;
            row.remotePort = turn % 65_536;
            row.enteredMillis = nowMillis;
            row.deadlineMillis = nowMillis + 50 + turn % 97;
            int handle = store.add(row);
            store.load(handle, loaded);
            store.save(handle, loaded);
            store.restart(handle, row.deadlineMillis + 3);
            unused += store.find(row.localHigh, row.localLow, row.remoteHigh, row.remoteLow, 0, row.remotePort);
            unused += store.nextDeadline(nowMillis) + store.oldest();
            copy.copyFrom(store);
            copy.addTo(digest, nowMillis, true, loaded);
        });
        assertThat(store.size()).isPositive();
    }

    @Test
    void verdictsAllocateNothing() {
        TimeWaitRules[] rules = Presets.ALL.values().toArray(new TimeWaitRules[0]);
        row.timestamps = true;
        row.rcvWnd = 1000;
        segment.options = Segment.TIMESTAMPS;
        assertSteadyStateAllocatesNothing(() -> {
            TimeWaitRules chosen = rules[turn % rules.length];
            segment.flags = turn % 64;
            segment.seq = turn % 7 - 3;
            segment.tsVal = turn % 5 - 2;
            turn++;
            unused += TimeWaitArrival.verdict(chosen, row, segment, turn);
            unused += TimeWaitArrival.replyAllowed(chosen, row, turn) ? 1 : 0;
            unused += OutgoingReuse.allowed(chosen, row, segment.has(Flags.ACK), false, turn) ? 1 : 0;
            unused += chosen.granularity().expiry(turn, chosen.holdMillis(true))
                    + chosen.incarnation().initialSequence(turn, 7);
        });
    }

    @Test
    void recordsOfPeersAllocateNothing() {
        RecycleCache cache = new RecycleCache(3, 42);
        RecycleCache copy = new RecycleCache(3, 42);
        assertSteadyStateAllocatesNothing(() -> {
            turn++;
            cache.remember(0, 1, 0, turn % 5, turn, turn);
            unused += cache.admits(0, 1, 0, turn % 7, true, turn, turn, true) ? 1 : 0;
            unused += cache.preload(0, 1, 0, turn % 7, turn, row) ? 1 : 0;
            copy.copyFrom(cache);
            copy.addTo(digest, turn);
        });
    }

    private void assertSteadyStateAllocatesNothing(Runnable call) {
        Runnable round = () -> {
            for (int count = 0; count < CALLS_PER_ROUND; count++) {
                call.run();
            }
        };
        for (int count = 0; count < WARM_UP_ROUNDS; count++) {
            round.run();
        }
        long least = Long.MAX_VALUE;
        for (int count = 0; count < MEASUREMENTS; count++) {
            least = Math.min(least, Allocation.bytesOf(round));
        }
        assertThat(least).isZero();
        assertThat(unused).isNotEqualTo(Long.MIN_VALUE);
    }
}
