package dev.linger.engine.timewait;

import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.engine.timewait.SegmentRules.OnSyn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Windows after KB 261218, and the model for what nobody has confirmed.
class WindowsTimeWaitTest {
    private static final TimeWaitRules WINDOWS_10 = TimeWaitRules.WINDOWS_10;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq    | length | 2000 and 2003 | 10
            .     | R      | 0      | drop          | drop
            .     | R-5    | 0      | drop          | drop
            .     | R-5    | 5      | drop          | drop
            .     | R      | 5      | drop          | drop
            -     | R      | 0      | drop          | drop
            F.    | R-1    | 0      | ack restart   | ack restart
            F.    | R-11   | 10     | ack restart   | ack restart
            F.    | R      | 0      | drop          | drop
            F.    | R-2    | 0      | drop          | drop
            F     | R-1    | 0      | drop          | drop
            R     | R      | 0      | discard       | drop
            R.    | R-1    | 0      | discard       | drop
            R     | E+1000 | 0      | discard       | drop
            S     | R+1    | 0      | reopen        | reopen
            S     | R      | 0      | reopen        | reopen
            S     | R-1    | 0      | reopen        | drop
            S.    | R+1    | 0      | drop          | drop
            """)
    void segmentsWithoutTimestamps(String flags, String seq, int length, String in2000, String in10) {
        new SymbolicArrival(TimeWaitRules.WINDOWS_2000).is(flags, seq, length, null, in2000);
        new SymbolicArrival(TimeWaitRules.WINDOWS_2003).is(flags, seq, length, null, in2000);
        new SymbolicArrival(WINDOWS_10).is(flags, seq, length, null, in10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            seq | ts  | verdict
            R-9 | T+1 | reopen
            R   | T   | reopen
            R-1 | T   | drop
            R+9 | T-1 | drop
            R   |     | reopen
            """)
    void windows10IsTakenToFollowRfc6191(String seq, @Nullable String ts, String verdict) {
        new SymbolicArrival(WINDOWS_10).withTimestamps().is("S", seq, 0, ts, verdict);
    }

    @Test
    void whetherResetsCountIsASwitch() {
        TimeWaitRules exact = WINDOWS_10.withSegments(WINDOWS_10.segments().withOnReset(OnReset.DISCARD_EXACT));
        new SymbolicArrival(exact).is("R", "R", 0, null, "discard");
        new SymbolicArrival(exact).is("R", "R+1", 0, null, "drop");
    }

    @Test
    void otherRulesForSynsOpenNothing() {
        TimeWaitRules rules = WINDOWS_10.withSegments(WINDOWS_10.segments().withOnSyn(OnSyn.CHALLENGE));
        new SymbolicArrival(rules).is("S", "R+1", 0, null, "drop");
    }
}
