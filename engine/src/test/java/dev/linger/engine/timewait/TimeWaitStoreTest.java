package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWaitStoreTest {
    private static final int LAST_HOLD = TimeWaitStore.MAX_HOLD_MILLIS;

    private final TimeWaitStore store = new TimeWaitStore(2, 3, true, 42);

    @Test
    void handlesTellTheFamily() {
        int ipv4 = store.add(row(1, 0, 100));
        TimeWaitRow row = row(1, 0, 100);
        row.remoteHigh = 5;
        int ipv6 = store.add(row);
        assertThat(ipv4 & (1 << 30)).isZero();
        assertThat(ipv6 & (1 << 30)).isNotZero();
        assertThat(store.find(0, row.localLow, 5, row.remoteLow, 80, 1)).isEqualTo(ipv6);
        assertThat(store.find(0, row.localLow, 0, row.remoteLow, 80, 1)).isEqualTo(ipv4);
        assertThat(store.find(0, row.localLow, 0, row.remoteLow, 80, 2)).isEqualTo(TimeWaitStore.NONE);
        assertThat(store.find(0, row.localLow + 1, 0, row.remoteLow, 80, 1)).isEqualTo(TimeWaitStore.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Integer.MAX_VALUE - 700, Integer.MIN_VALUE, -1, 1 << 20})
    void equalDeadlinesExpireInTheOrderInWhichTheyWereSet(int start) {
        // Set when 600 ms lie ahead, when 70 do, and when one does: on three levels of the wheel.
        store.add(row(1, start, start + 600));
        store.add(row(2, start, start + 600));
        int restarted = store.add(row(3, start, start + 600));
        assertThat(store.due(start + 530)).isEqualTo(TimeWaitStore.NONE);
        store.add(row(4, start + 530, start + 600));
        store.restart(restarted, start + 600);
        assertThat(store.due(start + 599)).isEqualTo(TimeWaitStore.NONE);
        store.add(row(5, start + 599, start + 600));
        store.add(row(6, start + 599, start + 599));
        assertThat(expiring(start + 600)).containsExactly(6, 1, 2, 4, 3, 5);
    }

    @Test
    void nothingIsDueEarlyOrLate() {
        store.add(row(1, 0, 5_000));
        assertThat(store.nextDeadline(0)).isEqualTo(5_000);
        assertThat(store.due(4_999)).isEqualTo(TimeWaitStore.NONE);
        assertThat(store.due(5_000)).isNotEqualTo(TimeWaitStore.NONE);
        assertThat(store.nextDeadline(5_007)).isEqualTo(5_007);
    }

    @Test
    void theOldestIsTheOneThatExpiresFirstNotTheOneThatCameFirst() {
        store.add(row(1, 0, 900_000));
        store.add(row(2, 0, 800_000));
        store.add(row(3, 0, 800_000));
        int last = store.add(row(4, 0, 850_000));
        assertThat(remotePort(store.oldest())).isEqualTo(2);
        store.remove(store.oldest());
        assertThat(remotePort(store.oldest())).isEqualTo(3);
        store.restart(last, 790_000);
        assertThat(remotePort(store.oldest())).isEqualTo(4);
    }

    @Test
    void aStoreThatRestedForYearsGoesOnAsIfNothingHadBeen() {
        store.add(row(1, 0, 60_000));
        assertThat(expiring(60_000)).containsExactly(1);
        int later = Integer.MAX_VALUE - 3;
        store.add(row(2, later, later + 60_000));
        assertThat(store.due(later + 59_999)).isEqualTo(TimeWaitStore.NONE);
        assertThat(expiring(later + 60_000)).containsExactly(2);
    }

    @Test
    void aLoneRowMayBeRestartedAgainAndAgain() {
        int handle = store.add(row(1, 0, LAST_HOLD));
        for (int nowMillis = 0; nowMillis < 20 * LAST_HOLD; nowMillis += LAST_HOLD) {
            store.restart(handle, nowMillis + LAST_HOLD);
        }
        assertThat(store.nextDeadline(0)).isEqualTo(20 * LAST_HOLD);
        assertThat(store.due(20 * LAST_HOLD - 1)).isEqualTo(TimeWaitStore.NONE);
        assertThat(expiring(20 * LAST_HOLD)).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {LAST_HOLD + 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void deadlinesBeyondTheRangeAreRefused(int holdMillis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.add(row(1, 50, 50 + holdMillis)))
                .withMessageContaining("not " + holdMillis);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void restartsBeyondTheRangeAreRefused() {
        int handle = store.add(row(1, 0, 60_000));
        assertThatIllegalArgumentException().isThrownBy(() -> store.restart(handle, 60_000 + LAST_HOLD + 1));
        store.due(30_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.restart(handle, 29_999))
                .withMessageContaining("1 ms");
        assertThat(store.nextDeadline(30_000)).isEqualTo(60_000);
    }

    @Test
    void rowsThatAreDueMayNotBeLeftForTooLong() {
        store.add(row(1, 0, 1_000));
        int late = 1_000 + (1 << 20);
        assertThatIllegalStateException()
                .isThrownBy(() -> store.add(row(2, late, late + LAST_HOLD)))
                .withMessageContaining("due since");
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void timeDoesNotGoBack() {
        store.add(row(1, 0, 60_000));
        store.due(500);
        assertThatIllegalArgumentException().isThrownBy(() -> store.due(499)).withMessageContaining("went back");
    }

    @Test
    void oneConnectionWaitsOnce() {
        store.add(row(1, 0, 100));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.add(row(1, 0, 200)))
                .withMessageContaining("10.0.0.1:80 > 192.0.2.1:1");
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void nothingWaitsInAnEmptyStore() {
        assertThat(store.oldest()).isEqualTo(TimeWaitStore.NONE);
        assertThat(store.first()).isEqualTo(TimeWaitStore.NONE);
        assertThat(store.due(7)).isEqualTo(TimeWaitStore.NONE);
        assertThatIllegalStateException().isThrownBy(() -> store.nextDeadline(0));
    }

    @Test
    void aFieldOutOfItsRangeIsRefused() {
        refused(row -> row.substate = TcpState.FIN_WAIT_1, "FIN_WAIT_1");
        refused(row -> row.localPort = 65_536, "65536");
        refused(row -> row.remotePort = -1, "-1");
        refused(row -> row.rcvWindowScale = 15, "15");
        refused(row -> row.rcvWindowScale = -1, "-1");
        refused(row -> row.rcvWnd = 65_536, "65536");
        refused(row -> row.rcvWnd = -1, "-1");
        refused(row -> row.repliedCount = 16, "16");
        refused(row -> row.repliedCount = -1, "-1");
    }

    @Test
    void aRowThatWaitsDoesNotTakeSuchAFieldEither() {
        int handle = store.add(row(1, 0, 100));
        TimeWaitRow changed = row(1, 0, 100);
        changed.repliedCount = 16;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.save(handle, changed))
                .withMessageContaining("16");
    }

    @Test
    void theLargestFieldsAreTaken() {
        TimeWaitRow row = row(65_535, 0, LAST_HOLD);
        row.localPort = 65_535;
        row.rcvWindowScale = 14;
        row.rcvWnd = 65_535 << 14;
        row.repliedCount = 15;
        TimeWaitRow loaded = new TimeWaitRow();
        store.load(store.add(row), loaded);
        assertThat(loaded.localPort).isEqualTo(65_535);
        assertThat(loaded.remotePort).isEqualTo(65_535);
        assertThat(loaded.rcvWnd).isEqualTo(65_535 << 14);
        assertThat(loaded.repliedCount).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13})
    void impossibleWheelsAreRefused(int wheelBits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeWaitStore(1, wheelBits, false, 0))
                .withMessageContaining("not " + wheelBits);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 165_191_050})
    void impossibleSizesAreRefused(int rows) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeWaitStore(rows, 3, false, 0))
                .withMessageContaining("not " + rows);
    }

    @Test
    void aCopyNeedsTheSameShape() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.copyFrom(new TimeWaitStore(2, 4, true, 42)));
        assertThatIllegalArgumentException().isThrownBy(() -> store.copyFrom(new TimeWaitStore(2, 3, false, 42)));
    }

    @Test
    void thirtyTwoThousandLocalAddressesAreEnough() {
        TimeWaitStore wide = new TimeWaitStore(2, 3, false, 0);
        TimeWaitRow row = row(1, 0, 100);
        for (int address = 0; address < 32_768; address++) {
            row.localLow = 0xFFFF_7F00_0000L + address;
            wide.add(row);
        }
        row.localLow = 0xFFFF_0A00_0001L;
        assertThatIllegalStateException().isThrownBy(() -> wide.add(row)).withMessageContaining("32768");
        wide.load(wide.first(), row);
        assertThatIllegalStateException().isThrownBy(() -> wide.add(row)).withMessageContaining("already");
        wide.remove(wide.first());
        row.localLow = 0xFFFF_0A00_0001L;
        int handle = wide.add(row);
        TimeWaitRow loaded = new TimeWaitRow();
        wide.load(handle, loaded);
        assertThat(loaded.localLow).isEqualTo(row.localLow);
    }

    @Test
    void aReplyIsForgottenBeforeItsTimeCouldBeMisread() {
        TimeWaitRow row = row(1, 0, LAST_HOLD);
        row.repliedCount = 1;
        row.repliedMillis = -40_000;
        int handle = store.add(row);
        store.load(handle, row);
        assertThat(row.repliedMillis).isEqualTo(-40_000);
        store.restart(handle, LAST_HOLD + (1 << 20) - LAST_HOLD - 40_001);
        store.load(handle, row);
        assertThat(row.repliedMillis).isEqualTo(-40_000);
        store.restart(handle, LAST_HOLD + 48_577);
        store.load(handle, row);
        assertThat(row.hasReplied()).isFalse();
    }

    @Test
    void anEmptyStoreTakesSomeHundredBytes() {
        assertThat(new TimeWaitStore(4, 3, false, 0).memoryBytes()).isBetween(50L, 700L);
    }

    @Test
    void aMillionRowsTakeLessThan56And72BytesEach() {
        TimeWaitStore large = new TimeWaitStore(1_000_000, 8, false, 0);
        TimeWaitRow row = row(1, 0, 100);
        large.add(row);
        assertThat(large.memoryBytes() / 1_000_000.0).isBetween(54.0, 56.0);
        TimeWaitStore largeIpv6 = new TimeWaitStore(1_000_000, 8, false, 0);
        row.remoteHigh = 1;
        largeIpv6.add(row);
        assertThat(largeIpv6.memoryBytes() / 1_000_000.0).isBetween(66.0, 72.0);
    }

    @Test
    void theDigestKnowsNeitherOrderNorHistoryNorAbsoluteTime() {
        TimeWaitStore other = new TimeWaitStore(64, 6, true, 43);
        int shift = 123_456_789;
        for (int peer = 1; peer <= 40; peer++) {
            store.add(row(peer, 0, 100 + 7 * peer));
            other.add(row(100 + peer, shift, shift + 5));
        }
        store.remove(store.oldest());
        while (!other.isEmpty()) {
            other.remove(other.oldest());
        }
        for (int peer = 40; peer >= 2; peer--) {
            int handle = other.add(row(peer, shift, shift + 9_000));
            other.restart(handle, shift + 100 + 7 * peer);
        }
        assertThat(digest(other, shift + 50)).isEqualTo(digest(store, 50));
        assertThat(digest(other, shift + 51)).isNotEqualTo(digest(store, 50));
    }

    @Test
    void everyFieldCountsInTheDigest() {
        List<Consumer<TimeWaitRow>> changes = List.of(
                row -> row.localHigh++,
                row -> row.localLow++,
                row -> row.remoteHigh++,
                row -> row.remoteLow++,
                row -> row.localPort++,
                row -> row.remotePort++,
                row -> row.substate = TcpState.FIN_WAIT_2,
                row -> row.sndNxt++,
                row -> row.rcvNxt++,
                row -> row.rcvWnd += 1 << row.rcvWindowScale,
                row -> {
                    row.rcvWindowScale--;
                    row.rcvWnd >>>= 1;
                },
                row -> row.timestamps = false,
                row -> row.tsRecent++,
                row -> row.tsRecentMillis++,
                row -> row.tsOffset++,
                row -> row.shortHoldMillis++,
                row -> row.enteredMillis++,
                row -> row.reuseAddress = true,
                row -> row.reusePort = true,
                row -> row.boundExplicitly = true,
                row -> row.repliedMillis++,
                row -> row.repliedCount++,
                row -> row.deadlineMillis++);
        Fingerprint plain = digestOf(row -> {});
        for (int change = 0; change < changes.size(); change++) {
            assertThat(digestOf(changes.get(change))).as("change %d", change).isNotEqualTo(plain);
        }
        assertThat(digestOf(row -> {})).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            deadlines | oldest makes room | same
            50,50,60  | false             | true
            50,50,60  | true              | false
            50,60,50  | true              | false
            50,51,60  | true              | true
            """)
    void theDigestKnowsTheOrderOfEqualDeadlinesWhereTheOldestMakesRoom(
            String deadlines, boolean oldestMakesRoom, boolean same) {
        int[] millis =
                Arrays.stream(deadlines.split(",")).mapToInt(Integer::parseInt).toArray();
        TimeWaitStore forward = new TimeWaitStore(1, 3, true, 0);
        TimeWaitStore backward = new TimeWaitStore(1, 3, true, 0);
        for (int index = 0; index < millis.length; index++) {
            forward.add(row(index, 0, millis[index]));
            int last = millis.length - 1 - index;
            backward.add(row(last, 0, millis[last]));
        }
        Fingerprint one = Fingerprint.of(digest -> forward.addTo(digest, 0, oldestMakesRoom, new TimeWaitRow()));
        Fingerprint other = Fingerprint.of(digest -> backward.addTo(digest, 0, oldestMakesRoom, new TimeWaitRow()));
        assertThat(one.equals(other)).isEqualTo(same);
    }

    private static Fingerprint digestOf(Consumer<TimeWaitRow> change) {
        TimeWaitRow row = row(1, 0, 500);
        row.rcvWindowScale = 2;
        row.rcvWnd = 400;
        row.timestamps = true;
        row.repliedCount = 1;
        change.accept(row);
        TimeWaitStore store = new TimeWaitStore(1, 3, true, 0);
        store.add(row);
        return digest(store, 7);
    }

    private static Fingerprint digest(TimeWaitStore store, int nowMillis) {
        return Fingerprint.of(digest -> store.addTo(digest, nowMillis, false, new TimeWaitRow()));
    }

    private void refused(Consumer<TimeWaitRow> change, String value) {
        TimeWaitRow row = row(1, 0, 100);
        change.accept(row);
        assertThatIllegalArgumentException().isThrownBy(() -> store.add(row)).withMessageContaining(value);
        assertThat(store.isEmpty()).isTrue();
    }

    /// Remote ports, in the order in which rows expire; they are removed.
    private List<Integer> expiring(int nowMillis) {
        List<Integer> ports = new ArrayList<>();
        for (int due = store.due(nowMillis); due != TimeWaitStore.NONE; due = store.due(nowMillis)) {
            ports.add(remotePort(due));
            store.remove(due);
        }
        return ports;
    }

    private int remotePort(int handle) {
        TimeWaitRow row = new TimeWaitRow();
        store.load(handle, row);
        return row.remotePort;
    }

    private static TimeWaitRow row(int remotePort, int nowMillis, int deadlineMillis) {
        TimeWaitRow row = new TimeWaitRow();
        row.localLow = 0xFFFF_0A00_0001L;
        row.localPort = 80;
        row.remoteLow = 0xFFFF_C000_0201L;
        row.remotePort = remotePort;
        row.enteredMillis = nowMillis;
        row.deadlineMillis = deadlineMillis;
        return row;
    }
}
