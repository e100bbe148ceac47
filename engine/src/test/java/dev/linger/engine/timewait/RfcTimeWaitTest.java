package dev.linger.engine.timewait;

import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.engine.timewait.SegmentRules.OnSyn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 9293 §3.10.7.4 in TIME-WAIT, with RFC 6191, RFC 7323, RFC 5961 and RFC 1337.
class RfcTimeWaitTest {
    private static final TimeWaitRules RFC = TimeWaitRules.RFC_9293;
    private static final SegmentRules SEGMENTS = RFC.segments();

    /// RFC 9293 §3.6.1 (MAY-2, SHLD-4), RFC 6191 §2.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            old used | seq  | ts  | verdict
            yes      | R-9  | T+1 | reopen
            yes      | R    | T+1 | reopen
            yes      | R    | T   | reopen
            yes      | R-1  | T   | drop
            yes      | R+9  | T-1 | drop
            yes      | R    |     | reopen
            yes      | R-1  |     | drop
            no       | R-9  | T   | reopen
            no       | R+9  | T-9 | reopen
            no       | R    |     | reopen
            no       | R+9  |     | reopen
            no       | R-1  |     | drop
            """)
    void synsOpenByTheTableOfRfc6191(String oldUsed, String seq, @Nullable String ts, String verdict) {
        SymbolicArrival row = new SymbolicArrival(RFC);
        row.row.timestamps = oldUsed.equals("yes");
        row.is("S", seq, 0, ts, verdict);
        row.is("FS", seq, 0, ts, verdict);
    }

    /// RFC 9293 §3.10.7.4, RFC 5961 §3.2, RFC 5961 §4.2.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq   | length | verdict
            .     | R     | 0      | drop
            .     | R+5   | 0      | drop
            .     | R-5   | 0      | ack
            .     | E-1   | 0      | drop
            .     | E     | 0      | ack
            -     | R     | 0      | drop
            -     | R-5   | 0      | ack
            F.    | R-1   | 0      | ack restart
            F.    | R-11  | 10     | ack restart
            F.    | R-2   | 0      | ack
            F.    | R     | 0      | ack restart
            F.    | E-1   | 0      | ack restart
            F.    | E     | 0      | ack
            F     | R     | 0      | drop
            .     | R     | 10     | drop
            .     | R-10  | 10     | ack
            .     | R-10  | 11     | drop
            .     | E-1   | 10     | drop
            .     | E     | 10     | ack
            S.    | R     | 0      | ack
            S.    | R-5   | 0      | ack
            R     | R     | 0      | discard
            R.    | R     | 0      | discard
            R     | R+1   | 0      | ack
            R     | E-1   | 0      | ack
            R     | E     | 0      | drop
            R     | R-1   | 0      | drop
            """)
    void theStepsOfTheRfc(String flags, String seq, int length, String verdict) {
        new SymbolicArrival(RFC).is(flags, seq, length, null, verdict);
    }

    /// RFC 7323 §5.2, RFC 7323 §5.3, RFC 7323 §3.2.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq  | length | ts  | verdict
            .     | R    | 0      | T   | timestamp
            .     | R    | 0      | T+3 | timestamp
            .     | R+5  | 0      | T+3 | drop
            .     | R    | 0      | T-1 | ack paws
            .     | R+5  | 9      | T-1 | ack paws
            F.    | R-1  | 0      | T-1 | ack restart paws
            .     | R    | 0      |     | drop
            F.    | R-1  | 0      |     | drop
            .     | R-5  | 0      |     | drop
            R     | R    | 0      | T-1 | discard
            R     | R    | 0      |     | discard
            F.    | R-1  | 0      | T   | ack restart
            """)
    void timestampsAreTestedButNotThoseOfResets(
            String flags, String seq, int length, @Nullable String ts, String verdict) {
        new SymbolicArrival(RFC).withTimestamps().is(flags, seq, length, ts, verdict);
    }

    /// RFC 7323 §5.5.
    @Test
    void timestampsAreOutdatedAfter24Days() {
        int days24 = SegmentRules.PAWS_24_DAYS_MILLIS;
        new SymbolicArrival(RFC).withTimestampsRecorded(days24 - 1).is(".", "R", 0, "T-1", "ack paws");
        new SymbolicArrival(RFC).withTimestampsRecorded(days24).is(".", "R", 0, "T-1", "timestamp");
    }

    @Test
    void missingTimestampsMayBeTolerated() {
        TimeWaitRules tolerant = RFC.withSegments(SEGMENTS.withMissingTimestampDropped(false));
        new SymbolicArrival(tolerant).withTimestamps().is("F.", "R-1", 0, null, "ack restart");
    }

    @Test
    void repeatedFinIsOnlyAcknowledgedByTheLetter() {
        TimeWaitRules literal = RFC.withSegments(SEGMENTS.withRestartsOnDuplicateFin(false));
        new SymbolicArrival(literal).is("F.", "R-1", 0, null, "ack");
        new SymbolicArrival(literal).is("F.", "R", 0, null, "ack restart");
    }

    /// RFC 1337 §3.
    @Test
    void resetsAreIgnoredWithRfc1337() {
        SymbolicArrival row = new SymbolicArrival(RFC.withRfc1337(true));
        row.is("R", "R", 0, null, "drop");
        row.is("R", "R+1", 0, null, "drop");
        row.is("R", "R-1", 0, null, "drop");
    }

    @Test
    void resetsAnywhereInTheWindowDiscardWithoutRfc5961() {
        TimeWaitRules rules = RFC.withSegments(SEGMENTS.withOnReset(OnReset.DISCARD_ANY));
        new SymbolicArrival(rules).is("R", "R+1", 0, null, "discard");
        new SymbolicArrival(rules).is("R", "R-1", 0, null, "drop");
    }

    @Test
    void synsAreChallengedWithoutRfc6191() {
        TimeWaitRules rules = RFC.withSegments(SEGMENTS.withOnSyn(OnSyn.CHALLENGE));
        new SymbolicArrival(rules).is("S", "R+1", 0, null, "ack");
        new SymbolicArrival(rules).is("S", "R-1", 0, null, "ack");
        new SymbolicArrival(rules).withTimestamps().is("S", "E+1", 0, "T+1", "ack");
    }

    @Test
    void onlyAnEmptySegmentAtRcvNxtIsAcceptableToAClosedWindow() {
        SymbolicArrival row = new SymbolicArrival(RFC);
        row.row.rcvWnd = 0;
        row.is(".", "R", 0, null, "drop");
        row.is(".", "R+1", 0, null, "ack");
        row.is(".", "R", 1, null, "ack");
        row.is("R", "R", 0, null, "discard");
    }
}
