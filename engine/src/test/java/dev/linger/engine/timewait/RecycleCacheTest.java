package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.engine.hash.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tcp_tw_recycle does to clients, alone and behind one address.
class RecycleCacheTest {
    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final long SERVER = MAPPED | 0x0A00_0001L;
    private static final long NAT = MAPPED | 0xCB00_7101L;

    private final RecycleCache cache = new RecycleCache(3, 42);

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            tsval of SYN | later | passes | why
            1000         | 1     | true   | equal
            999          | 1     | true   | one behind is within the window
            998          | 1     | false  | two behind is not
            1001         | 1     | true   | newer
            -2147482647  | 1     | false  | half the circle behind
            998          | 59999 | false  | the record is still fresh
            998          | 60000 | true   | the record is old
            """)
    void synsMustNotBeOlderThanTheRecord(int tsVal, int laterMillis, boolean passes, String why) {
        remember(NAT, 1000, -30_000);
        assertThat(admits(NAT, tsVal, -30_000 + laterMillis)).as(why).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            kernel refuses | later | passes
            false          | 1     | true
            true           | 1     | false
            true           | 59999 | false
            true           | 60000 | true
            """)
    void synsWithoutTimestampsAreRefusedFrom317On(boolean refuses, int laterMillis, boolean passes) {
        remember(NAT, 1000, 0);
        assertThat(cache.admits(0, SERVER, 0, NAT, false, 0, laterMillis, refuses))
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            tsval | later | replaced
            1001  | 1     | true
            1000  | 1     | true
            999   | 1     | false
            999   | 60000 | false
            999   | 60001 | true
            """)
    void aRecordIsReplacedByANewerTimestampOrWhenOld(int tsVal, int laterMillis, boolean replaced) {
        assertThat(remember(NAT, 1000, 5)).isTrue();
        assertThat(remember(NAT, tsVal, 5 + laterMillis)).isEqualTo(replaced);
        assertThat(admits(NAT, tsVal - 2, 5 + laterMillis + 1)).isEqualTo(!replaced && laterMillis >= 60_000);
    }

    @Test
    void clientsBehindOneAddressShutEachOtherOut() {
        int slowClock = 1_000;
        int fastClock = 900_000;
        assertThat(admits(NAT, slowClock, 0)).isTrue();
        remember(NAT, fastClock, 0);
        assertThat(admits(NAT, slowClock + 59_000, 59_000)).isFalse();
        remember(NAT, fastClock + 59_500, 59_500);
        assertThat(admits(NAT, slowClock + 90_000, 90_000)).isFalse();
        assertThat(admits(NAT, fastClock + 90_000, 90_000)).isTrue();
        assertThat(admits(NAT, slowClock + 119_500, 119_500)).isTrue();
    }

    @Test
    void otherPeersAndOtherLocalAddressesAreNotConcerned() {
        remember(NAT, 900_000, 0);
        assertThat(admits(NAT + 1, 5, 1)).isTrue();
        assertThat(cache.admits(0, SERVER + 1, 0, NAT, true, 5, 1, true)).isTrue();
        assertThat(cache.admits(1, SERVER, 0, NAT, true, 5, 1, true)).isTrue();
        assertThat(cache.admits(0, SERVER, 1, NAT, true, 5, 1, true)).isTrue();
    }

    @Test
    void connectInheritsAFreshTimestamp() {
        TimeWaitRow into = new TimeWaitRow();
        assertThat(cache.preload(0, SERVER, 0, NAT, 0, into)).isFalse();
        remember(NAT, 77, 1_000);
        assertThat(cache.preload(0, SERVER, 0, NAT, 61_001, into)).isFalse();
        assertThat(into.timestamps).isFalse();
        assertThat(cache.preload(0, SERVER, 0, NAT, 61_000, into)).isTrue();
        assertThat(into.timestamps).isTrue();
        assertThat(into.tsRecent).isEqualTo(77);
        assertThat(into.tsRecentMillis).isEqualTo(1_000);
    }

    @Test
    void theOldestRecordMakesRoom() {
        for (int peer = 0; peer < 5; peer++) {
            remember(NAT + peer, 1000, peer);
        }
        assertThat(cache.size()).isEqualTo(3);
        for (int peer = 0; peer < 5; peer++) {
            assertThat(admits(NAT + peer, 5, 10)).as("peer %d", peer).isEqualTo(peer < 2);
        }
        remember(NAT + 9, 1000, 10);
        assertThat(admits(NAT + 2, 5, 11)).isTrue();
        assertThat(admits(NAT + 3, 5, 11)).isFalse();
    }

    @Test
    void ofRecordsMadeTogetherTheOneWithTheLowestAddressesMakesRoom() {
        for (int peer : new int[] {2, 0, 1}) {
            remember(NAT + peer, 1000, 0);
        }
        remember(NAT + 9, 1000, 0);
        assertThat(admits(NAT, 5, 1)).isTrue();
        assertThat(admits(NAT + 1, 5, 1)).isFalse();
        assertThat(admits(NAT + 2, 5, 1)).isFalse();
    }

    @Test
    void aRecordThatIsRenewedStaysLonger() {
        for (int peer = 0; peer < 3; peer++) {
            remember(NAT + peer, 1000, peer);
        }
        remember(NAT, 1001, 3);
        remember(NAT + 9, 1000, 4);
        assertThat(admits(NAT, 5, 5)).isFalse();
        assertThat(admits(NAT + 1, 5, 5)).isTrue();
    }

    @Test
    void aCopyHasTheSameRecordsAndGoesItsOwnWay() {
        RecycleCache copy = new RecycleCache(3, 7);
        copy.copyFrom(cache);
        assertThat(copy.size()).isZero();
        remember(NAT, 1000, 0);
        remember(NAT + 1, 1000, 0);
        copy.copyFrom(cache);
        assertThat(digest(copy, 5)).isEqualTo(digest(cache, 5));
        remember(NAT, 2000, 1);
        assertThat(copy.admits(0, SERVER, 0, NAT, true, 1500, 2, true)).isTrue();
        assertThat(cache.admits(0, SERVER, 0, NAT, true, 1500, 2, true)).isFalse();
    }

    @Test
    void manyRecordsAreFoundAgainAndCopied() {
        RecycleCache large = new RecycleCache(100, 7);
        for (int peer = 0; peer < 100; peer++) {
            large.remember(peer, SERVER, 3L * peer, NAT + peer, 1000 + peer, peer);
        }
        RecycleCache copy = new RecycleCache(100, 8);
        copy.remember(0, SERVER, 0, NAT, 5, 5);
        copy.copyFrom(large);
        for (RecycleCache cache : new RecycleCache[] {large, copy}) {
            assertThat(cache.size()).isEqualTo(100);
            for (int peer = 0; peer < 100; peer++) {
                TimeWaitRow into = new TimeWaitRow();
                assertThat(cache.preload(peer, SERVER, 3L * peer, NAT + peer, 200, into))
                        .isTrue();
                assertThat(into.tsRecent).isEqualTo(1000 + peer);
                assertThat(into.tsRecentMillis).isEqualTo(peer);
            }
            cache.remember(7, 7, 7, 7, 1, 200);
            assertThat(cache.preload(0, SERVER, 0, NAT, 200, new TimeWaitRow())).isFalse();
            assertThat(cache.preload(7, 7, 7, 7, 200, new TimeWaitRow())).isTrue();
        }
        assertThat(digest(copy, 200)).isEqualTo(digest(large, 200));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            local high | local low | remote high | remote low | stamp | when
            9          | 2         | 3           | 4          | 5     | 6
            1          | 9         | 3           | 4          | 5     | 6
            1          | 2         | 9           | 4          | 5     | 6
            1          | 2         | 3           | 9          | 5     | 6
            1          | 2         | 3           | 4          | 9     | 6
            1          | 2         | 3           | 4          | 5     | 9
            2          | 1         | 3           | 4          | 5     | 6
            """)
    void theDigestKnowsEverythingOnRecord(
            long localHigh, long localLow, long remoteHigh, long remoteLow, int stamp, int when) {
        cache.remember(1, 2, 3, 4, 5, 6);
        RecycleCache other = new RecycleCache(3, 42);
        other.remember(localHigh, localLow, remoteHigh, remoteLow, stamp, when);
        assertThat(digest(other, 10)).isNotEqualTo(digest(cache, 10));
    }

    @Test
    void theLargestRoomIsAMillion() {
        assertThat(new RecycleCache(1_048_576, 0).size()).isZero();
        assertThat(new RecycleCache(1, 0).size()).isZero();
    }

    @Test
    void theDigestKnowsNoOrderAndNoAbsoluteTime() {
        RecycleCache other = new RecycleCache(3, 43);
        remember(NAT, 1000, 10);
        remember(NAT + 1, 2000, 20);
        other.remember(0, SERVER, 0, NAT + 1, 2000, 1020);
        other.remember(0, SERVER, 0, NAT, 1000, 1010);
        assertThat(digest(other, 1030)).isEqualTo(digest(cache, 30));
        assertThat(digest(other, 1031)).isNotEqualTo(digest(cache, 30));
        other.remember(0, SERVER, 0, NAT, 1001, 1010);
        assertThat(digest(other, 1030)).isNotEqualTo(digest(cache, 30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            later | counts
            60000 | true
            60001 | false
            """)
    void theDigestForgetsARecordThatIsTooOldToDecideAnything(int laterMillis, boolean counts) {
        RecycleCache empty = new RecycleCache(3, 0);
        remember(NAT, 1000, 0);
        assertThat(digest(cache, laterMillis).equals(digest(empty, laterMillis)))
                .isEqualTo(!counts);
    }

    @Test
    void theDigestKnowsHowManyRecordsThereIsRoomFor() {
        assertThat(digest(new RecycleCache(4, 42), 0)).isNotEqualTo(digest(cache, 0));
    }

    @Test
    void aCopyNeedsTheSameRoom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.copyFrom(new RecycleCache()))
                .withMessageContaining("256");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_048_577})
    void impossibleRoomIsRefused(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecycleCache(capacity, 0))
                .withMessageContaining("not " + capacity);
    }

    private boolean remember(long remoteLow, int tsVal, int nowMillis) {
        return cache.remember(0, SERVER, 0, remoteLow, tsVal, nowMillis);
    }

    private boolean admits(long remoteLow, int tsVal, int nowMillis) {
        return cache.admits(0, SERVER, 0, remoteLow, true, tsVal, nowMillis, true);
    }

    private static Fingerprint digest(RecycleCache cache, int nowMillis) {
        return Fingerprint.of(digest -> cache.addTo(digest, nowMillis));
    }
}
