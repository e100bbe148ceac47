package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.jspecify.annotations.Nullable;

/// A row of an arrival table: a segment written relative to R (RCV.NXT), S (SND.NXT), T (TS.Recent) and E (the right
/// edge of the window), judged with these near every place where numbers wrap.
final class SymbolicArrival {
    static final int WINDOW = 1000;
    /// Any moment: tests say how long ago something was.
    static final int NOW_MILLIS = -5_000;

    private static final int[] ORIGINS = {
        0, 1, -1, 5, -5, WINDOW / 2, -WINDOW / 2, -WINDOW, Integer.MAX_VALUE, Integer.MIN_VALUE, 123_456_789
    };

    final TimeWaitRow row = new TimeWaitRow();
    private final TimeWaitRules rules;
    private int tsAgeMillis = 5_000;

    SymbolicArrival(TimeWaitRules rules) {
        this.rules = rules;
        row.rcvWnd = WINDOW;
    }

    SymbolicArrival withTimestamps() {
        row.timestamps = true;
        return this;
    }

    SymbolicArrival withTimestampsRecorded(int agoMillis) {
        tsAgeMillis = agoMillis;
        return withTimestamps();
    }

    SymbolicArrival inFinWait2() {
        row.substate = TcpState.FIN_WAIT_2;
        return this;
    }

    /// @param flags as [Flags#text] writes them
    /// @param seq `R`, `S` or `E`, with a distance
    /// @param length bytes of text
    /// @param timestamp `T` with a distance, or null for a segment without
    void is(String flags, String seq, int length, @Nullable String timestamp, String verdict) {
        for (int origin : ORIGINS) {
            row.rcvNxt = origin;
            row.sndNxt = 7 * origin + 3;
            // A TS.Recent of 0 is special to some systems, and has tests of its own.
            row.tsRecent = origin == 0 ? 1 : origin;
            row.tsRecentMillis = NOW_MILLIS - tsAgeMillis;
            assertThat(text(segment(flags, seq, length, timestamp)))
                    .as("%s %s:(%d) ts %s with R = %d", flags, seq, length, timestamp, origin)
                    .isEqualTo(verdict);
        }
    }

    Segment segment(String flags, String seq, int length, @Nullable String timestamp) {
        Segment segment = new Segment();
        segment.flags = flags(flags);
        segment.seq = number(seq);
        segment.ack = row.sndNxt;
        segment.text = new byte[length];
        segment.textLength = length;
        if (timestamp != null) {
            segment.options = Segment.TIMESTAMPS;
            segment.tsVal = number(timestamp);
        }
        return segment;
    }

    String text(Segment segment) {
        return TimeWaitVerdict.text(TimeWaitArrival.verdict(rules, row, segment, NOW_MILLIS));
    }

    private int number(String symbol) {
        int origin = switch (symbol.charAt(0)) {
            case 'R' -> row.rcvNxt;
            case 'S' -> row.sndNxt;
            case 'T' -> row.tsRecent;
            case 'E' -> row.rcvNxt + row.rcvWnd;
            default -> throw new IllegalArgumentException("no such symbol: " + symbol);
        };
        return symbol.length() == 1 ? origin : origin + Integer.parseInt(symbol.substring(1));
    }

    private static int flags(String text) {
        int flags = 0;
        for (int bit = 1; bit <= Flags.CWR; bit <<= 1) {
            if (text.contains(Flags.text(bit))) {
                flags |= bit;
            }
        }
        return flags;
    }
}
