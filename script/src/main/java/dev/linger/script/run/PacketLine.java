package dev.linger.script.run;

import dev.linger.script.notation.NotationWriter;
import dev.linger.script.notation.TcpPacket;
import java.util.Locale;
import java.util.regex.Matcher;

/// A packet and its time in the notation of scripts, of which one field can be marked.
///
/// @param micros when it was sent or expected, -1 for at no time in particular
record PacketLine(TcpPacket packet, long micros) {
    private static final double MICROS_PER_SECOND = 1_000_000;

    static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.6f", micros / MICROS_PER_SECOND);
    }

    /// Signs to be put below the text: they stand under the field, or at the end when there is none.
    String mark(PacketField field) {
        String text = toString();
        Matcher place = field.pattern().matcher(text);
        return place.find()
                ? " ".repeat(place.start()) + "^".repeat(place.end() - place.start())
                : " ".repeat(text.length() + 1) + "^";
    }

    @Override
    public String toString() {
        return (micros < 0 ? "*" : seconds(micros)) + " " + NotationWriter.packet(packet);
    }
}
