package dev.linger.engine.timewait;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every kind of segment at every place relative to the window, for connections without timestamps.
///
/// What takes no sequence number, or one, is put at R-5, R, the middle, E-1 and E+5; ten bytes of text at R-10, R, the
/// middle, E-10 and E+5. Verdicts are letters: A acknowledge, L limited, + restart, R reset, D discard, O reopen.
class TimeWaitGridTest {
    private static final String GRID = """
            preset       | event | outside left | left edge | middle | right edge | outside right
            RFC_9293     | S     | -            | O         | O      | O          | O
            RFC_9293     | S.    | A            | A         | A      | A          | A
            RFC_9293     | FS    | -            | O         | O      | O          | O
            RFC_9293     | .     | A            | -         | -      | -          | A
            RFC_9293     | F     | A            | -         | -      | -          | A
            RFC_9293     | F.    | A            | A+        | A+     | A+         | A
            RFC_9293     | R     | -            | D         | A      | A          | -
            RFC_9293     | R.    | -            | D         | A      | A          | -
            RFC_9293     | data  | A            | -         | -      | -          | A
            LINUX        | S     | AL           | AL        | O      | O          | O
            LINUX        | S.    | AL+          | AL+       | AL+    | AL+        | AL+
            LINUX        | FS    | AL           | AL        | O      | O          | O
            LINUX        | .     | AL+          | +         | AL+    | AL+        | AL+
            LINUX        | F     | A            | A         | A      | A          | A
            LINUX        | F.    | A+           | A+        | A+     | A+         | A+
            LINUX        | R     | -            | D         | -      | -          | -
            LINUX        | R.    | -            | D         | -      | -          | -
            LINUX        | data  | A+           | A+        | A+     | A+         | A+
            FREEBSD_13   | S     | -            | -         | O      | O          | O
            FREEBSD_13   | S.    | A            | A         | O      | O          | O
            FREEBSD_13   | FS    | -            | -         | O      | O          | O
            FREEBSD_13   | .     | A            | -         | A      | A          | A
            FREEBSD_13   | F     | -            | -         | -      | -          | -
            FREEBSD_13   | F.    | A            | A         | A      | A          | A
            FREEBSD_13   | R     | -            | -         | -      | -          | -
            FREEBSD_13   | R.    | -            | -         | -      | -          | -
            FREEBSD_13   | data  | A            | A         | A      | A          | A
            FREEBSD_14   | S     | -            | -         | O      | O          | O
            FREEBSD_14   | S.    | A            | A         | A      | A          | A
            FREEBSD_14   | FS    | -            | -         | O      | O          | O
            FREEBSD_14   | .     | A            | -         | A      | A          | A
            FREEBSD_14   | F     | -            | -         | -      | -          | -
            FREEBSD_14   | F.    | A            | A         | A      | A          | A
            FREEBSD_14   | R     | -            | -         | -      | -          | -
            FREEBSD_14   | R.    | -            | -         | -      | -          | -
            FREEBSD_14   | data  | A            | A         | A      | A          | A
            WINDOWS_2000 | S     | O            | O         | O      | O          | O
            WINDOWS_2000 | S.    | -            | -         | -      | -          | -
            WINDOWS_2000 | FS    | O            | O         | O      | O          | O
            WINDOWS_2000 | .     | -            | -         | -      | -          | -
            WINDOWS_2000 | F     | -            | -         | -      | -          | -
            WINDOWS_2000 | F.    | -            | -         | -      | -          | -
            WINDOWS_2000 | R     | D            | D         | D      | D          | D
            WINDOWS_2000 | R.    | D            | D         | D      | D          | D
            WINDOWS_2000 | data  | -            | -         | -      | -          | -
            WINDOWS_10   | S     | -            | O         | O      | O          | O
            WINDOWS_10   | S.    | -            | -         | -      | -          | -
            WINDOWS_10   | FS    | -            | O         | O      | O          | O
            WINDOWS_10   | .     | -            | -         | -      | -          | -
            WINDOWS_10   | F     | -            | -         | -      | -          | -
            WINDOWS_10   | F.    | -            | -         | -      | -          | -
            WINDOWS_10   | R     | -            | -         | -      | -          | -
            WINDOWS_10   | R.    | -            | -         | -      | -          | -
            WINDOWS_10   | data  | -            | -         | -      | -          | -
            MACOS        | S     | AL           | AL        | AL     | AL         | O
            MACOS        | S.    | AL           | AL        | AL     | AL         | AL
            MACOS        | FS    | -            | -         | -      | -          | -
            MACOS        | .     | A            | -         | -      | -          | A
            MACOS        | F     | -            | -         | -      | -          | -
            MACOS        | F.    | A            | -         | -      | -          | A
            MACOS        | R     | -            | -         | -      | -          | -
            MACOS        | R.    | -            | -         | -      | -          | -
            MACOS        | data  | A            | RD        | RD     | RD         | RD
            """;

    private static final String[] PLACES = {"R-5", "R", "R+500", "E-1", "E+5"};
    private static final String[] PLACES_OF_TEXT = {"R-10", "R", "R+500", "E-10", "E+5"};
    private static final int TEXT_LENGTH = 10;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = GRID)
    void eachSegmentAtEachPlace(
            String preset, String event, String left, String leftEdge, String middle, String rightEdge, String right) {
        String[] verdicts = {left, leftEdge, middle, rightEdge, right};
        boolean text = event.equals("data");
        for (int place = 0; place < verdicts.length; place++) {
            new SymbolicArrival(Presets.named(preset))
                    .is(
                            text ? "." : event,
                            (text ? PLACES_OF_TEXT : PLACES)[place],
                            text ? TEXT_LENGTH : 0,
                            null,
                            TimeWaitVerdict.text(bits(verdicts[place])));
        }
    }

    private static int bits(String letters) {
        int bits = 0;
        for (int at = 0; at < letters.length(); at++) {
            bits |= switch (letters.charAt(at)) {
                case '-' -> TimeWaitVerdict.DROP;
                case 'A' -> TimeWaitVerdict.ACKNOWLEDGE;
                case 'L' -> TimeWaitVerdict.LIMITED;
                case '+' -> TimeWaitVerdict.RESTART;
                case 'R' -> TimeWaitVerdict.RESET;
                case 'D' -> TimeWaitVerdict.DISCARD;
                case 'O' -> TimeWaitVerdict.REOPEN;
                default -> throw new IllegalArgumentException("no such letter in " + letters);
            };
        }
        return bits;
    }
}
