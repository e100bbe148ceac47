package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.engine.timewait.OverflowRules.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWaitRulesTest {
    private static final TimeWaitRules LINUX = TimeWaitRules.LINUX;

    /// Under the RFC 2 MSL (RFC 9293 §3.6.1 MUST-13).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            preset       | IPv4   | IPv6   | overflow       | limit  | FIN_WAIT_2 rows | recycle exists | skips local
            RFC_9293     | 240000 | 240000 | NONE           | 0      | false               | false          | false
            LINUX        | 60000  | 60000  | REFUSE_NEW     | 131072 | true                | false          | false
            LINUX_3_6    | 60000  | 60000  | REFUSE_NEW     | 131072 | true                | true           | false
            LINUX_4_10   | 60000  | 60000  | REFUSE_NEW     | 131072 | true                | true           | false
            FREEBSD_13   | 60000  | 60000  | DISCARD_OLDEST | 27767  | false               | false          | false
            FREEBSD_14   | 60000  | 60000  | NONE           | 0      | false               | false          | true
            WINDOWS_2000 | 240000 | 240000 | NONE           | 0      | false               | false          | false
            WINDOWS_2003 | 120000 | 240000 | NONE           | 0      | false               | false          | false
            WINDOWS_10   | 120000 | 120000 | NONE           | 0      | false               | false          | false
            MACOS        | 30000  | 30000  | NONE           | 0      | false               | false          | false
            """)
    void presetsAreTheSystemsAsTheyComeOutOfTheBox(
            String preset,
            int ipv4Millis,
            int ipv6Millis,
            Policy overflow,
            int limit,
            boolean finWait2Rows,
            boolean recycleExists,
            boolean skipsLocalPeers) {
        TimeWaitRules rules = Presets.named(preset);
        assertThat(rules.holdMillis(true)).isEqualTo(ipv4Millis);
        assertThat(rules.holdMillis(false)).isEqualTo(ipv6Millis);
        assertThat(rules.overflow()).isEqualTo(new OverflowRules(overflow, limit));
        assertThat(rules.finWait2Rows()).isEqualTo(finWait2Rows);
        assertThat(rules.recycle().exists()).isEqualTo(recycleExists);
        assertThat(rules.recycle().on()).isFalse();
        assertThat(rules.skipsLocalPeers()).isEqualTo(skipsLocalPeers);
        assertThat(rules.granularity()).isEqualTo(ExpiryGranularity.EXACT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            preset     | limit ms | replies | reuse | incarnation         | refuses SYNs without timestamps
            RFC_9293   | 0        | 1       | 0     | ORDINARY_ABOVE_USED | false
            LINUX      | 500      | 1       | 2     | ABOVE_OLD           | false
            LINUX_3_6  | 0        | 1       | 0     | ABOVE_OLD           | false
            LINUX_4_10 | 500      | 1       | 0     | ABOVE_OLD           | true
            FREEBSD_13 | 0        | 1       | 0     | ORDINARY            | false
            MACOS      | 1000     | 10      | 0     | ORDINARY            | false
            """)
    void repliesAndNewConnections(
            String preset, int limitMillis, int replies, int reuse, Incarnation incarnation, boolean refuses) {
        TimeWaitRules rules = Presets.named(preset);
        assertThat(rules.replyLimitMillis()).isEqualTo(limitMillis);
        assertThat(rules.repliesPerLimit()).isEqualTo(replies);
        assertThat(rules.reuse().setting()).isEqualTo(reuse);
        assertThat(rules.incarnation()).isEqualTo(incarnation);
        assertThat(rules.recycle().refusesMissingTimestamps()).isEqualTo(refuses);
    }

    @Test
    void eachCopyChangesOneThingOnly() {
        assertThat(LINUX.withHoldMillis(5, 7).withHoldMillis(60_000)).isEqualTo(LINUX);
        assertThat(LINUX.withHoldMillis(5, 7).holdIpv6Millis()).isEqualTo(7);
        assertThat(LINUX.withReplyLimitMillis(5).withReplyLimitMillis(500)).isEqualTo(LINUX);
        assertThat(LINUX.withRepliesPerLimit(5).withRepliesPerLimit(1)).isEqualTo(LINUX);
        assertThat(LINUX.withOverflowLimit(5).withOverflowLimit(131_072)).isEqualTo(LINUX);
        assertThat(LINUX.withReuse(0).withReuse(2)).isEqualTo(LINUX);
        assertThat(LINUX.withReuseDelayMillis(5).withReuseDelayMillis(1000)).isEqualTo(LINUX);
        assertThat(LINUX.withRfc1337(true).withRfc1337(false)).isEqualTo(LINUX);
        assertThat(LINUX.withRfc1337(true)).isNotEqualTo(LINUX);
        assertThat(LINUX.withSkipsLocalPeers(true).withSkipsLocalPeers(false)).isEqualTo(LINUX);
        assertThat(TimeWaitRules.LINUX_3_6.withRecycle(true).withRecycle(false)).isEqualTo(TimeWaitRules.LINUX_3_6);
        assertThat(TimeWaitRules.LINUX_3_6.withRecycle(true).recycle().on()).isTrue();
        SegmentRules segments = LINUX.segments();
        assertThat(segments.withPawsGuardMillis(SegmentRules.PAWS_24_DAYS_MILLIS)
                        .pawsGuardMillis())
                .isEqualTo(2_073_600_000);
        assertThat(segments.withPawsGuardMillis(1).withPawsGuardMillis(2_147_000))
                .isEqualTo(segments);
        assertThat(segments.withMissingTimestampDropped(true).withMissingTimestampDropped(false))
                .isEqualTo(segments);
        assertThat(segments.withSynFinDropped(true).withSynFinDropped(false)).isEqualTo(segments);
        assertThat(segments.withRestartsOnDuplicateFin(false).withRestartsOnDuplicateFin(true))
                .isEqualTo(segments);
        assertThat(segments.withOnSyn(SegmentRules.OnSyn.ANY).withOnSyn(segments.onSyn()))
                .isEqualTo(segments);
    }

    @Test
    void recycleCannotBeOnWhereItDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LINUX.withRecycle(true))
                .withMessageContaining("tcp_tw_recycle");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 800_001})
    void impossibleHoldsAreRefused(int millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LINUX.withHoldMillis(millis, 1))
                .withMessageContaining("not " + millis);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LINUX.withHoldMillis(1, millis))
                .withMessageContaining("not " + millis);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void impossibleCountsOfRepliesAreRefused(int replies) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LINUX.withRepliesPerLimit(replies))
                .withMessageContaining("not " + replies);
    }

    @Test
    void negativeLimitsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.withReplyLimitMillis(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.withOverflowLimit(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.segments().withPawsGuardMillis(-1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            policy         | limit | rows | full
            NONE           | 0     | 9    | false
            REFUSE_NEW     | 2     | 1    | false
            REFUSE_NEW     | 2     | 2    | true
            REFUSE_NEW     | 0     | 0    | true
            DISCARD_OLDEST | 2     | 3    | true
            """)
    void aLimitIsReachedWhenThatManyWait(Policy policy, int limit, int rows, boolean full) {
        assertThat(new OverflowRules(policy, limit).isFull(rows)).isEqualTo(full);
    }

    /// RFC 9293 §3.6.1 (MAY-2).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            incarnation         | ordinary    | SND.NXT     | ISS
            ABOVE_OLD           | 5           | 1000        | 66537
            ABOVE_OLD           | 5           | -65537      | 1
            ABOVE_OLD           | 5           | -65536      | 1
            ABOVE_OLD           | 5           | -65538      | -1
            ORDINARY            | 5           | 1000        | 5
            ORDINARY_ABOVE_USED | 5           | 1000        | 1000
            ORDINARY_ABOVE_USED | 1001        | 1000        | 1001
            ORDINARY_ABOVE_USED | -2147483648 | 2147483647  | -2147483648
            ORDINARY_ABOVE_USED | 2147483647  | -2147483648 | -2147483648
            """)
    void initialSequenceNumbersOfTheNextConnection(Incarnation incarnation, int ordinary, int sndNxt, int iss) {
        assertThat(incarnation.initialSequence(ordinary, sndNxt)).isEqualTo(iss);
    }
}
