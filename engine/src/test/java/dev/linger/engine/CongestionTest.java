package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much is on its way: RFC 5681 with RFC 3042 and RFC 6582. Segments have 1000 bytes.
class CongestionTest {
    private static final int SMSS = 1000;

    /// RFC 5681 §3.1, and RFC 6928 in the systems of today.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    MSS, bytes
            rfc-9293,   536,  2144
            rfc-9293,  1095,  4380
            rfc-9293,  1096,  3288
            rfc-9293,  1460,  4380
            linux,     1460, 14600
            freebsd-14,1460, 14600
            """)
    void theInitialWindowFollowsTheSegmentSize(String profile, int mss, int bytes) {
        Exchange talk = new Exchange(Profiles.named(profile));
        talk.peer.mss = mss;
        talk.accepted();
        talk.write(60_000);
        assertThat(talk.world.sent.stream()
                        .mapToInt(segment -> segment.textLength)
                        .sum())
                .isEqualTo(bytes);
    }

    /// RFC 5681 §3.1: in slow start each acknowledgment lets one segment more go than it acknowledges, however much
    /// it acknowledges (L = 1 of RFC 3465 §2.2).
    /// RFC 9293 §3.8.2 (MUST-19).
    @Test
    void slowStartGrowsByASegmentForEachAcknowledgment() {
        Exchange talk = writing(60_000);
        assertThat(cwnd(talk)).isEqualTo(4 * SMSS);
        talk.peerAcknowledges(1001);
        assertThat(cwnd(talk)).isEqualTo(5 * SMSS);
        talk.peerAcknowledges(4001);
        assertThat(cwnd(talk)).isEqualTo(6 * SMSS);
        talk.peerAcknowledges(4101);
        assertThat(cwnd(talk)).as("a tenth of a segment").isEqualTo(6 * SMSS + 100);
    }

    /// RFC 5681 §3.1: above ssthresh a segment for each window.
    /// RFC 3465 §2.1, RFC 9293 §3.8.2 (MUST-19).
    @Test
    void avoidanceGrowsByASegmentForEachWindow() {
        Exchange talk = eightOnTheirWay();
        talk.world.pass(World.SECOND);
        for (int number = 1001; number <= 6001; number += SMSS) {
            talk.peerAcknowledges(number);
        }
        assertThat(cwnd(talk)).as("three of the window's four").isEqualTo(4 * SMSS);
        talk.peerAcknowledges(7001);
        assertThat(cwnd(talk)).isEqualTo(5 * SMSS);
        talk.peerAcknowledges(12_000);
        assertThat(cwnd(talk)).as("a byte less than five").isEqualTo(5 * SMSS);
        talk.peerAcknowledges(12_001);
        assertThat(cwnd(talk)).isEqualTo(6 * SMSS);
    }

    /// RFC 5681 §3.2: exactly three.
    @Test
    void theThirdDuplicateBringsTheLostSegment() {
        Exchange talk = eightOnTheirWay();
        talk.peerAcknowledges(1001);
        talk.sent();
        duplicate(talk, 1001);
        duplicate(talk, 1001);
        assertThat(talk.sent()).noneMatch(text -> text.startsWith("1001:"));
        assertThat(talk.world.engine.count(Counter.FAST_RETRANSMITS)).isZero();
        duplicate(talk, 1001);
        assertThat(talk.sent()).first().isEqualTo("1001:2001");
        duplicate(talk, 1001);
        assertThat(talk.sent()).noneMatch(text -> text.startsWith("1001:"));
        assertThat(talk.world.engine.count(Counter.FAST_RETRANSMITS)).isEqualTo(1);
    }

    @Test
    void twoAreEnoughForOldWindows() {
        Exchange talk = new Exchange(Profiles.WINDOWS_2000);
        talk.peer.mss = SMSS;
        talk.accepted();
        talk.write(8 * SMSS);
        talk.sent();
        duplicate(talk, 1);
        assertThat(talk.sent()).isEmpty();
        duplicate(talk, 1);
        assertThat(talk.sent()).containsExactly("1:1001");
    }

    /// RFC 5681 §2: what brings text, a FIN or another window is no duplicate.
    @Test
    void textAndWindowUpdatesAreNoDuplicates() {
        Exchange talk = eightOnTheirWay();
        talk.sent();
        for (int update = 1; update <= 3; update++) {
            talk.peerAcknowledges(1, 65_535 - update);
        }
        for (int text = 0; text < 3; text++) {
            talk.peerSends(Flags.ACK, 1 + 10 * text, 10, 1);
        }
        assertThat(talk.sent()).noneMatch(text -> text.startsWith("1:"));
        assertThat(talk.world.engine.count(Counter.FAST_RETRANSMITS)).isZero();
    }

    @Test
    void acknowledgmentsWithNothingOnItsWayAreNoDuplicates() {
        Exchange talk = writing(1000);
        talk.peerAcknowledges(1001);
        for (int time = 0; time < 3; time++) {
            duplicate(talk, 1001);
        }
        talk.write(1000);
        talk.sent();
        duplicate(talk, 1001);
        assertThat(talk.sent()).isEmpty();
    }

    /// RFC 3042: the first two duplicates let one new segment each go, and leave the window as it is.
    @Test
    void limitedTransmitSendsANewSegmentForEachOfTheFirstTwo() {
        Exchange talk = eightOnTheirWay();
        talk.sent();
        duplicate(talk, 1);
        assertThat(talk.sent()).containsExactly("8001:9001");
        duplicate(talk, 1);
        assertThat(talk.sent()).containsExactly("9001:10001");
        assertThat(cwnd(talk)).isEqualTo(8 * SMSS);
    }

    @Test
    void limitedTransmitRespectsThePeersWindow() {
        Exchange talk = eightOnTheirWay();
        talk.peerAcknowledges(1, 8 * SMSS + 999);
        talk.sent();
        duplicate(talk, 1);
        duplicate(talk, 1);
        assertThat(talk.sent()).isEmpty();
    }

    /// RFC 5681 §3.2, steps 2 to 6: half of what was on its way without limited transmit, three segments more, and one
    /// more for each further duplicate; half at the end.
    @Test
    void fastRecoveryHalvesTheWindow() {
        Exchange talk = eightOnTheirWay();
        duplicates(talk, 1, 3);
        assertThat(cwnd(talk)).isEqualTo((4 + 3) * SMSS);
        talk.sent();
        duplicate(talk, 1);
        duplicate(talk, 1);
        duplicate(talk, 1);
        assertThat(cwnd(talk)).isEqualTo((4 + 6) * SMSS);
        assertThat(talk.sent()).as("ten are on their way").isEmpty();
        duplicate(talk, 1);
        assertThat(talk.sent()).containsExactly("10001:11001");
        talk.peerAcknowledges(10_001);
        assertThat(cwnd(talk)).as("one is on its way").isEqualTo(2 * SMSS);
    }

    /// RFC 6582 §3.2: an acknowledgment of part means that the next one is lost too; the recovery goes on until
    /// everything is acknowledged that was on its way when it began.
    @Test
    void aPartialAcknowledgmentBringsTheNextLostSegment() {
        Exchange talk = eightOnTheirWay();
        duplicates(talk, 1, 3);
        talk.sent();
        talk.peerAcknowledges(3001);
        assertThat(talk.sent()).first().isEqualTo("3001:4001");
        assertThat(cwnd(talk)).as("7 less 3 acknowledged, 1 more").isEqualTo(5 * SMSS);
        talk.peerAcknowledges(9_001);
        assertThat(talk.sent()).first().isEqualTo("9001:10001");
        talk.peerAcknowledges(10_001);
        assertThat(talk.sent()).noneMatch(text -> text.startsWith("10001:"));
        assertThat(talk.world.engine.count(Counter.FAST_RETRANSMITS)).isEqualTo(1);
    }

    /// RFC 6582 §3.2, step 2: duplicates of what was sent before the recovery start no other one.
    @Test
    void oldDuplicatesStartNoSecondRecovery() {
        Exchange talk = eightOnTheirWay();
        duplicates(talk, 1, 3);
        talk.peerAcknowledges(10_001);
        talk.sent();
        duplicates(talk, 10_001, 3);
        assertThat(talk.sent()).noneMatch(text -> text.startsWith("10001:"));
        talk.peerAcknowledges(11_001);
        talk.sent();
        duplicates(talk, 11_001, 3);
        assertThat(talk.sent()).anyMatch(text -> text.startsWith("11001:"));
    }

    /// RFC 5681 §3.1: one segment, and then slow start up to half of what was on its way.
    @Test
    void aTimeoutBeginsAgainWithOneSegment() {
        Exchange talk = eightOnTheirWay();
        talk.sent();
        talk.world.pass(World.SECOND);
        assertThat(cwnd(talk)).isEqualTo(SMSS);
        assertThat(talk.sent()).containsExactly("1:1001");
        talk.peerAcknowledges(1001);
        assertThat(talk.sent()).containsExactly("1001:2001", "2001:3001");
        assertThat(cwnd(talk)).isEqualTo(2 * SMSS);
    }

    /// RFC 5681 §4.1: after a pause longer than the time-out the window says nothing of the network any more.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,   pause ms, window
            rfc-9293,      1000,      8
            rfc-9293,      1001,      4
            linux,          200,     14
            linux,          300,     10
            """)
    void aPauseLeavesTheInitialWindow(String profile, int pause, int window) {
        Exchange talk = new Exchange(Profiles.named(profile));
        talk.peer.mss = SMSS;
        talk.accepted();
        for (int number = 0; number < 4; number++) {
            talk.write(SMSS);
            talk.peerAcknowledges(number * SMSS + 1001);
        }
        talk.world.pass(pause * World.MILLI);
        talk.sent();
        talk.write(60_000);
        assertThat(talk.sent()).hasSize(window);
    }

    /// What the peer asks just before does not hide the pause.
    @Test
    void arrivingTextDoesNotEndAPause() {
        Exchange talk = writing(SMSS);
        talk.peerAcknowledges(1001);
        talk.world.pass(5 * World.SECOND);
        talk.peerSends(Flags.ACK, 1, 10, 1001);
        talk.sent();
        talk.write(60_000);
        assertThat(talk.sent()).hasSize(4);
    }

    private static Exchange writing(int bytes) {
        Exchange talk = new Exchange(Profiles.RFC_9293);
        talk.peer.mss = SMSS;
        talk.accepted();
        talk.write(bytes);
        return talk;
    }

    /// cwnd is eight segments, numbers 1 to 8000 are on their way and much waits.
    private static Exchange eightOnTheirWay() {
        Exchange talk = new Exchange(Profiles.RFC_9293);
        talk.peer.mss = SMSS;
        talk.accepted();
        // Each acknowledgment of a whole segment adds one.
        for (int number = 0; number < 4; number++) {
            talk.write(SMSS);
            talk.peerAcknowledges(number * SMSS + 1001);
        }
        assertThat(cwnd(talk)).isEqualTo(8 * SMSS);
        talk.renumber();
        talk.write(60_000);
        assertThat(talk.world.sent).hasSize(8);
        return talk;
    }

    private static void duplicates(Exchange talk, int number, int count) {
        for (int time = 0; time < count; time++) {
            duplicate(talk, number);
        }
    }

    private static void duplicate(Exchange talk, int number) {
        talk.peerAcknowledges(number);
    }

    private static int cwnd(Exchange talk) {
        int[] cwnd = new int[1];
        talk.world.engine.visit(socket -> {
            if (socket.number() == talk.socket) {
                cwnd[0] = socket.cwnd();
            }
        });
        return cwnd[0];
    }
}
