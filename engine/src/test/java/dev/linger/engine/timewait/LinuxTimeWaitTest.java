package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Linux does to a segment for a waiting row; the tables were measured on Linux 6.18.
class LinuxTimeWaitTest {
    private static final TimeWaitRules LINUX = TimeWaitRules.LINUX;
    private static final TimeWaitRules RFC_1337 = LINUX.withRfc1337(true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq    | length | ts   | verdict
            .     | R      | 0      | T    | restart timestamp
            .     | R      | 0      | T+7  | restart timestamp
            -     | R      | 0      | T    | restart timestamp
            .     | R      | 0      |      | restart
            P.    | R      | 0      | T    | restart timestamp
            .     | R-5    | 0      | T    | ack limited restart
            .     | R+5    | 0      | T    | ack limited restart
            .     | R-5    | 0      |      | ack limited restart
            .     | E+5    | 0      | T    | ack limited restart
            -     | R-5    | 0      | T    | ack limited
            F.    | R-1    | 0      | T    | ack restart
            F.    | R-11   | 10     | T    | ack restart
            F.    | R      | 0      | T    | ack restart
            F     | R-1    | 0      | T    | ack
            .     | R-100  | 10     | T    | ack restart
            .     | R      | 10     | T    | ack restart
            P.    | E+5    | 10     | T    | ack restart
            S.    | R+1000 | 0      | T+10 | ack limited restart
            S.    | R-1    | 0      |      | ack limited restart
            """)
    void segmentsInOrderByTimestamp(String flags, String seq, int length, @Nullable String ts, String verdict) {
        new SymbolicArrival(LINUX).withTimestamps().is(flags, seq, length, ts, verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq    | length | ts   | verdict
            .     | R      | 0      | T-10 | ack limited restart paws
            .     | R-5    | 0      | T-1  | ack limited restart paws
            .     | R      | 10     | T-1  | ack restart paws
            F.    | R-1    | 0      | T-1  | ack restart paws
            F     | R-1    | 0      | T-1  | ack restart paws
            -     | R      | 0      | T-1  | ack limited restart paws
            S     | R+1000 | 0      | T-1  | ack limited restart paws
            S     | R-1000 | 0      | T-1  | ack limited restart paws
            S     | R      | 10     | T-1  | ack limited restart paws
            R     | R      | 0      | T-10 | paws
            R     | R-5    | 0      | T-10 | paws
            R.    | R      | 0      | T-10 | paws
            """)
    void segmentsThatPawsRejects(String flags, String seq, int length, String ts, String verdict) {
        new SymbolicArrival(LINUX).withTimestamps().is(flags, seq, length, ts, verdict);
        new SymbolicArrival(RFC_1337).withTimestamps().is(flags, seq, length, ts, verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq | ts  | rfc1337=0 | rfc1337=1 | older kernel, rfc1337=1
            R     | R   |     | discard   | drop      | restart
            R     | R   | T   | discard   | timestamp | restart timestamp
            R.    | R   | T+1 | discard   | timestamp | restart timestamp
            R     | R+1 |     | drop      | drop      | drop
            R     | R-1 | T   | drop      | drop      | drop
            R.    | R+1 | T+9 | drop      | drop      | drop
            """)
    void resetsDiscardOnlyWhenExactAndAllowed(
            String flags, String seq, @Nullable String ts, String allowed, String forbidden, String older) {
        new SymbolicArrival(LINUX).withTimestamps().is(flags, seq, 0, ts, allowed);
        new SymbolicArrival(RFC_1337).withTimestamps().is(flags, seq, 0, ts, forbidden);
        TimeWaitRules olderRules = TimeWaitRules.LINUX_3_6.withRfc1337(true);
        new SymbolicArrival(olderRules).withTimestamps().is(flags, seq, 0, ts, older);
        new SymbolicArrival(TimeWaitRules.LINUX_4_10.withRfc1337(true))
                .withTimestamps()
                .is(flags, seq, 0, ts, older);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            seq    | newer | equal       | older                    | none
            R+1000 | reopen | reopen     | ack limited restart paws | reopen
            R+1    | reopen | reopen     | ack limited restart paws | reopen
            R      | reopen | ack limited | ack limited restart paws | ack limited
            R-1    | reopen | ack limited | ack limited restart paws | ack limited
            R-1000 | reopen | ack limited | ack limited restart paws | ack limited
            """)
    void synsAfterAConnectionWithTimestamps(String seq, String newer, String equal, String older, String none) {
        SymbolicArrival row = new SymbolicArrival(LINUX).withTimestamps();
        row.is("S", seq, 0, "T+10", newer);
        row.is("S", seq, 0, "T", equal);
        row.is("S", seq, 0, "T-1", older);
        row.is("S", seq, 0, null, none);
    }

    /// RFC 7323 §5.2: older is what is behind by less than 2^31.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            ts           | verdict
            T-2147483648 | reopen
            T-2147483647 | ack limited restart paws
            """)
    void timestampsRightAcrossTheCircle(String ts, String verdict) {
        new SymbolicArrival(LINUX).withTimestamps().is("S", "R-1", 0, ts, verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            seq | ts   | verdict
            R+1 |      | reopen
            R   |      | ack limited
            R-1 |      | ack limited
            R-1 | T+10 | ack limited
            R+1 | T-10 | reopen
            R-2147483648 | | reopen
            R-2147483647 | | ack limited
            """)
    void synsAfterAConnectionWithoutTimestamps(String seq, @Nullable String ts, String verdict) {
        new SymbolicArrival(LINUX).is("S", seq, 0, ts, verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq    | verdict
            FS    | R+1    | reopen
            FS    | R-1    | ack limited
            SR    | R+1    | drop
            SR    | R      | discard
            SEW   | R+1    | reopen
            """)
    void synsWithOtherFlags(String flags, String seq, String verdict) {
        new SymbolicArrival(LINUX).is(flags, seq, 0, null, verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq    | length | ts   | verdict
            R     | R+10   | 0      | T    | discard
            R     | R      | 0      | T    | discard
            R     | R-10   | 0      | T    | ack limited
            R     | R      | 0      | T-1  | ack limited
            .     | R      | 10     | T    | reset discard
            .     | R+10   | 10     | T    | reset discard
            F.    | R      | 10     | T    | reset discard
            F.    | R+1    | 0      | T    | reset discard
            S     | R+10   | 0      | T    | reset discard
            S     | R      | 0      | T    | reset discard
            S     | R-10   | 0      | T    | ack limited
            S.    | R      | 0      | T    | reset discard
            F.    | R      | 0      | T    | ack restart enter timestamp
            F.    | R      | 0      |      | ack restart enter
            F.    | R      | 0      | T-1  | ack
            F     | R      | 0      | T    | drop
            .     | R      | 0      | T    | drop
            .     | R+10   | 0      | T    | drop
            .     | R-10   | 0      | T    | ack limited
            .     | E      | 0      | T    | drop
            .     | E+1    | 0      | T    | ack limited
            .     | R-10   | 10     | T    | ack
            .     | R-10   | 11     | T    | reset discard
            .     | E      | 1      | T    | ack
            .     | E-1    | 1      | T    | reset discard
            -     | R      | 10     | T    | drop
            """)
    void segmentsForAnOrphanInFinWait2(String flags, String seq, int length, @Nullable String ts, String verdict) {
        new SymbolicArrival(LINUX).withTimestamps().inFinWait2().is(flags, seq, length, ts, verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            rules      | recorded ago | old ACK                          | old RST
            LINUX      | 0            | ack limited restart paws         | paws
            LINUX      | 59999        | ack limited restart paws         | paws
            LINUX      | 60000        | ack limited restart paws         | discard
            LINUX      | 2146999      | ack limited restart paws         | discard
            LINUX      | 2147000      | restart timestamp                | discard
            LINUX_4_10 | 2147000      | ack limited restart paws         | discard
            LINUX_3_6  | 2073599999   | ack limited restart paws         | discard
            LINUX_3_6  | 2073600000   | restart timestamp                | discard
            """)
    void rememberedTimestampsGrowOld(String rules, int recordedAgoMillis, String oldAck, String oldReset) {
        SymbolicArrival row = new SymbolicArrival(Presets.named(rules)).withTimestampsRecorded(recordedAgoMillis);
        row.is(".", "R", 0, "T-10", oldAck);
        row.is("R", "R", 0, "T-10", oldReset);
    }

    @Test
    void aRememberedTimestampOfZeroRejectsNothing() {
        SymbolicArrival arrival = new SymbolicArrival(LINUX).withTimestamps();
        arrival.row.tsRecentMillis = SymbolicArrival.NOW_MILLIS;
        assertThat(arrival.text(arrival.segment(".", "R", 0, "T-10"))).isEqualTo("restart timestamp");
    }

    @Test
    void olderKernelsJudgeTheSame() {
        for (TimeWaitRules rules : new TimeWaitRules[] {TimeWaitRules.LINUX_3_6, TimeWaitRules.LINUX_4_10}) {
            SymbolicArrival row = new SymbolicArrival(rules).withTimestamps();
            row.is("F.", "R-1", 0, "T", "ack restart");
            row.is("S", "R-1", 0, "T+1", "reopen");
            row.is("S", "R", 0, "T", "ack limited");
            row.is("R", "R", 0, "T", "discard");
        }
    }
}
