package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.wire.Segment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// FreeBSD's `tcp_twcheck`, 13 beside 14.
class FreeBsdTimeWaitTest {
    private static final TimeWaitRules FREEBSD_14 = TimeWaitRules.FREEBSD_14;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq  | length | 13          | 14
            R     | R    | 0      | drop        | drop
            R.    | R    | 0      | drop        | drop
            S     | R+1  | 0      | reopen      | reopen
            S     | R    | 0      | drop        | drop
            S     | R-1  | 0      | drop        | drop
            FS    | R+1  | 0      | reopen      | reopen
            S.    | R+1  | 0      | reopen      | ack
            S.    | R    | 0      | ack         | ack
            F     | R-1  | 0      | drop        | drop
            -     | R    | 0      | drop        | drop
            F.    | R-1  | 0      | ack restart | ack restart
            F.    | R-11 | 10     | ack restart | ack restart
            FP.   | R-11 | 10     | ack restart | ack restart
            F.    | R    | 0      | ack         | ack
            F.    | R-2  | 0      | ack         | ack
            .     | R    | 0      | drop        | drop
            P.    | R    | 0      | ack         | ack
            .     | R-1  | 0      | ack         | ack
            .     | R+1  | 0      | ack         | ack
            .     | R    | 1      | ack         | ack
            .     | E+1  | 1      | ack         | ack
            """)
    void segmentsWithoutTimestamps(String flags, String seq, int length, String in13, String in14) {
        new SymbolicArrival(TimeWaitRules.FREEBSD_13).is(flags, seq, length, null, in13);
        new SymbolicArrival(FREEBSD_14).is(flags, seq, length, null, in14);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq | ts  | verdict
            S     | R+1 | T-9 | reopen
            S     | R-1 | T+9 | drop
            S     | R+1 |     | reopen
            F.    | R-1 | T-9 | ack restart
            F.    | R-1 |     | drop
            .     | R+1 |     | drop
            """)
    void timestampsMustBeThereButAreNotCompared(String flags, String seq, @Nullable String ts, String verdict) {
        new SymbolicArrival(TimeWaitRules.FREEBSD_13).withTimestamps().is(flags, seq, 0, ts, verdict);
        new SymbolicArrival(FREEBSD_14).withTimestamps().is(flags, seq, 0, ts, verdict);
    }

    @Test
    void anAckOfAnythingButTheLastNumberIsAnswered() {
        SymbolicArrival arrival = new SymbolicArrival(FREEBSD_14);
        Segment segment = arrival.segment(".", "R", 0, null);
        segment.ack--;
        assertThat(arrival.text(segment)).isEqualTo("ack");
    }

    @Test
    void synWithFinIsDroppedWhereSoSet() {
        TimeWaitRules rules = FREEBSD_14.withSegments(FREEBSD_14.segments().withSynFinDropped(true));
        new SymbolicArrival(rules).is("FS", "R+1", 0, null, "drop");
        new SymbolicArrival(rules).is("FS.", "R+1", 0, null, "drop");
        new SymbolicArrival(rules).is("S", "R+1", 0, null, "reopen");
    }

    @Test
    void missingTimestampsMayBeTolerated() {
        TimeWaitRules rules = FREEBSD_14.withSegments(FREEBSD_14.segments().withMissingTimestampDropped(false));
        new SymbolicArrival(rules).withTimestamps().is("F.", "R-1", 0, null, "ack restart");
    }
}
