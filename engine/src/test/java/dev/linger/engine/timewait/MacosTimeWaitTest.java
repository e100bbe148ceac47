package dev.linger.engine.timewait;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// macOS, by reading of its source.
class MacosTimeWaitTest {
    private static final TimeWaitRules MACOS = TimeWaitRules.MACOS;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq  | length | verdict
            R     | R    | 0      | drop
            R     | E+1  | 0      | drop
            S     | E+1  | 0      | reopen
            S     | E    | 0      | ack limited
            S     | R+1  | 0      | ack limited
            S     | R    | 0      | ack limited
            S     | R-1  | 0      | ack limited
            S.    | E+1  | 0      | ack limited
            FS    | E+1  | 0      | drop
            -     | R    | 0      | drop
            F     | R-1  | 0      | drop
            F.    | R-1  | 0      | ack
            F.    | R-11 | 10     | ack
            F.    | R    | 0      | drop
            .     | R    | 0      | drop
            .     | E    | 0      | drop
            .     | E+1  | 0      | ack
            F.    | E    | 0      | ack
            .     | R-1  | 0      | ack
            .     | R-10 | 10     | ack
            .     | R-10 | 11     | reset discard
            .     | R    | 1      | reset discard
            .     | E+1  | 1      | reset discard
            """)
    void segmentsWithoutTimestamps(String flags, String seq, int length, String verdict) {
        new SymbolicArrival(MACOS).is(flags, seq, length, null, verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | seq | length | ts  | verdict
            .     | R   | 0      | T-1 | paws
            .     | R-9 | 9      | T-1 | ack paws
            S     | E+1 | 0      | T-1 | paws
            S     | E+1 | 0      | T   | reopen
            S     | R-1 | 0      | T+1 | ack limited
            F.    | R-1 | 0      | T-1 | paws
            F.    | R-1 | 0      | T   | ack
            .     | R   | 0      | T+1 | timestamp
            .     | R+1 | 0      | T+1 | drop
            F.    | R-1 | 0      |     | ack
            R     | R   | 0      | T-1 | drop
            """)
    void segmentsWithTimestamps(String flags, String seq, int length, @Nullable String ts, String verdict) {
        new SymbolicArrival(MACOS).withTimestamps().is(flags, seq, length, ts, verdict);
    }

    @Test
    void aRepeatedFinRestartsWhereTheSwitchSaysSo() {
        TimeWaitRules rules = MACOS.withSegments(MACOS.segments().withRestartsOnDuplicateFin(true));
        new SymbolicArrival(rules).is("F.", "R-1", 0, null, "ack restart");
        new SymbolicArrival(rules).is("F.", "R-2", 0, null, "ack");
    }
}
