package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.model.TcpState;
import dev.linger.testkit.SeededLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The store beside a plain map, through operations drawn at random, with a clock that begins anywhere.
class TimeWaitStoreModelTest {
    private static final int SEEDS = 24;
    private static final int OPERATIONS = 2_000;

    @Test
    void theStoreDoesWhatAMapDoes() {
        SeededLoop.run(SEEDS, (random, seed) -> new Run(random, seed).go());
    }

    private static final class Run {
        private final RandomGenerator random;
        private final int wheelBits;
        private final boolean keepsAll;
        private final int holdMillis;
        private final int stepMillis;
        private final int peers;
        /// In the order in which deadlines were set.
        private final Map<Integer, TimeWaitRow> model = new LinkedHashMap<>();

        private TimeWaitStore store;
        private int nowMillis;

        Run(RandomGenerator random, long seed) {
            this.random = random;
            wheelBits = random.nextInt(DeadlineWheel.MIN_BITS, DeadlineWheel.MAX_BITS + 1);
            keepsAll = random.nextBoolean();
            holdMillis = random.nextBoolean() ? random.nextInt(1, 3_000) : TimeWaitStore.MAX_HOLD_MILLIS;
            stepMillis = random.nextBoolean() ? random.nextInt(1, 10) : random.nextInt(1, 20_000);
            peers = random.nextInt(1, 200);
            nowMillis = seed % 2 == 0 ? random.nextInt() : Integer.MAX_VALUE - random.nextInt(0, 1_000_000);
            store = newStore(random.nextInt(1, 50));
        }

        void go() {
            for (int operation = 0; operation < OPERATIONS; operation++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> add();
                    case 4 -> restart();
                    case 5 -> remove();
                    case 6 -> save();
                    case 7 -> look();
                    case 8 -> copy();
                    default -> passTime();
                }
                check();
            }
            iterate();
        }

        private void add() {
            TimeWaitRow row = randomRow();
            int handle = find(row);
            boolean waits = handle != TimeWaitStore.NONE;
            assertThat(model.values().stream().anyMatch(other -> sameKey(other, row)))
                    .isEqualTo(waits);
            if (!waits) {
                model.put(store.add(row), row);
            }
        }

        private void restart() {
            int handle = anyHandle();
            if (handle == TimeWaitStore.NONE) {
                return;
            }
            // The model reinserts it: it is the last now among equal deadlines.
            TimeWaitRow row = removed(handle);
            int deadlineMillis = nowMillis + random.nextInt(0, holdMillis + 1);
            if (deadlineMillis - row.deadlineMillis <= TimeWaitStore.MAX_HOLD_MILLIS) {
                row.deadlineMillis = deadlineMillis;
                store.restart(handle, deadlineMillis);
            }
            model.put(handle, row);
        }

        private void remove() {
            int handle = anyHandle();
            if (handle != TimeWaitStore.NONE) {
                removed(handle);
                store.remove(handle);
            }
        }

        private void save() {
            int handle = anyHandle();
            if (handle == TimeWaitStore.NONE) {
                return;
            }
            TimeWaitRow row = row(handle);
            TimeWaitRow fresh = randomRow();
            store.save(handle, fresh);
            TimeWaitRow changed = new TimeWaitRow();
            changed.copyFrom(fresh);
            changed.localHigh = row.localHigh;
            changed.localLow = row.localLow;
            changed.remoteHigh = row.remoteHigh;
            changed.remoteLow = row.remoteLow;
            changed.localPort = row.localPort;
            changed.remotePort = row.remotePort;
            changed.deadlineMillis = row.deadlineMillis;
            row.copyFrom(changed);
        }

        private void look() {
            if (random.nextInt(20) == 0) {
                iterate();
            }
            int handle = anyHandle();
            if (handle != TimeWaitStore.NONE) {
                assertSame(handle, row(handle));
                assertThat(find(row(handle))).isEqualTo(handle);
            }
        }

        private void copy() {
            TimeWaitStore other = newStore(random.nextInt(1, 50));
            other.copyFrom(store);
            assertThat(Fingerprint.of(digest -> other.addTo(digest, nowMillis, true, new TimeWaitRow())))
                    .isEqualTo(Fingerprint.of(digest -> store.addTo(digest, nowMillis, true, new TimeWaitRow())));
            if (!model.isEmpty()) {
                other.remove(other.first());
                other.due(nowMillis);
            }
            TimeWaitStore again = newStore(1);
            again.copyFrom(store);
            store = again;
        }

        private void passTime() {
            nowMillis += random.nextInt(0, stepMillis);
            for (int due = store.due(nowMillis); due != TimeWaitStore.NONE; due = store.due(nowMillis)) {
                assertThat(due).isEqualTo(earliest());
                assertThat(row(due).deadlineMillis - nowMillis).isNotPositive();
                removed(due);
                store.remove(due);
            }
        }

        private void check() {
            int earliest = earliest();
            assertThat(store.size()).isEqualTo(model.size());
            assertThat(store.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(store.oldest()).isEqualTo(earliest);
            if (earliest != TimeWaitStore.NONE) {
                int deadlineMillis = row(earliest).deadlineMillis;
                assertThat(store.nextDeadline(nowMillis) - nowMillis)
                        .isEqualTo(Math.max(deadlineMillis - nowMillis, 0));
            }
        }

        private void iterate() {
            List<Integer> handles = new ArrayList<>();
            for (int handle = store.first(); handle != TimeWaitStore.NONE; handle = store.next(handle)) {
                handles.add(handle);
            }
            assertThat(handles).hasSize(model.size()).doesNotHaveDuplicates();
            assertThat(model.keySet().containsAll(handles)).isTrue();
        }

        /// The first that was set among those with the earliest deadline.
        private int earliest() {
            int earliest = TimeWaitStore.NONE;
            int earliestMillis = 0;
            for (Map.Entry<Integer, TimeWaitRow> entry : model.entrySet()) {
                int deadlineMillis = entry.getValue().deadlineMillis;
                if (earliest == TimeWaitStore.NONE || deadlineMillis - earliestMillis < 0) {
                    earliest = entry.getKey();
                    earliestMillis = deadlineMillis;
                }
            }
            return earliest;
        }

        private int anyHandle() {
            if (model.isEmpty()) {
                return TimeWaitStore.NONE;
            }
            List<Integer> handles = new ArrayList<>(model.keySet());
            return handles.get(random.nextInt(handles.size()));
        }

        private TimeWaitRow row(int handle) {
            return Objects.requireNonNull(model.get(handle));
        }

        private TimeWaitRow removed(int handle) {
            return Objects.requireNonNull(model.remove(handle));
        }

        private int find(TimeWaitRow row) {
            return store.find(
                    row.localHigh, row.localLow, row.remoteHigh, row.remoteLow, row.localPort, row.remotePort);
        }

        private void assertSame(int handle, TimeWaitRow expected) {
            TimeWaitRow loaded = new TimeWaitRow();
            store.load(handle, loaded);
            if (loaded.repliedCount == 0 && expected.hasReplied()) {
                // Only a reply that is too old to limit anything may be forgotten.
                assertThat(nowMillis - expected.repliedMillis).isGreaterThan(40_000);
                expected.repliedCount = 0;
                expected.repliedMillis = 0;
            }
            // The comparison that explains itself is slow.
            if (!print(loaded).equals(print(expected))) {
                assertThat(loaded).usingRecursiveComparison().isEqualTo(expected);
            }
        }

        private TimeWaitRow randomRow() {
            TimeWaitRow row = new TimeWaitRow();
            boolean ipv4 = random.nextBoolean();
            row.localHigh = ipv4 ? 0 : 0x2001_0DB8L << 32;
            row.localLow = (ipv4 ? 0xFFFF_0A00_0000L : 0) + random.nextInt(20);
            row.remoteHigh = row.localHigh;
            row.remoteLow = (ipv4 ? 0xFFFF_C000_0000L : 1L << 63) + random.nextInt(peers);
            row.localPort = 65_535 - random.nextInt(2);
            row.remotePort = random.nextInt(2);
            row.substate = random.nextBoolean() ? TcpState.TIME_WAIT : TcpState.FIN_WAIT_2;
            row.sndNxt = random.nextInt();
            row.rcvNxt = random.nextInt();
            row.rcvWindowScale = random.nextInt(15);
            row.rcvWnd = random.nextInt(65_536) << row.rcvWindowScale;
            row.timestamps = random.nextBoolean();
            row.tsRecent = random.nextInt();
            row.tsRecentMillis = random.nextInt();
            row.tsOffset = keepsAll ? random.nextInt() : 0;
            row.shortHoldMillis = keepsAll ? random.nextInt() : 0;
            row.enteredMillis = nowMillis;
            row.reuseAddress = random.nextBoolean();
            row.reusePort = random.nextBoolean();
            row.boundExplicitly = random.nextBoolean();
            row.repliedCount = random.nextInt(16);
            row.repliedMillis = row.hasReplied() ? nowMillis - random.nextInt(2_000) : 0;
            row.deadlineMillis = nowMillis + random.nextInt(0, holdMillis + 1);
            return row;
        }

        private TimeWaitStore newStore(int initialRows) {
            return new TimeWaitStore(initialRows, wheelBits, keepsAll, random.nextLong());
        }

        private static Fingerprint print(TimeWaitRow row) {
            return Fingerprint.of(digest -> row.addTo(digest, 0));
        }

        private static boolean sameKey(TimeWaitRow one, TimeWaitRow other) {
            return one.localHigh == other.localHigh
                    && one.localLow == other.localLow
                    && one.remoteHigh == other.remoteHigh
                    && one.remoteLow == other.remoteLow
                    && one.localPort == other.localPort
                    && one.remotePort == other.remotePort;
        }
    }
}
