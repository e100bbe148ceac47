package dev.linger.wire;

import dev.linger.model.Flags;
import java.util.StringJoiner;

/// A segment in the notation of tcpdump and packet scripts.
final class SegmentText {
    private SegmentText() {}

    static String of(Segment segment) {
        StringBuilder text = new StringBuilder(Flags.text(segment.flags))
                .append(' ')
                .append(unsigned(segment.seq))
                .append(':')
                .append(unsigned(segment.seq + segment.textLength))
                .append('(')
                .append(segment.textLength)
                .append(')');
        if (segment.has(Flags.ACK)) {
            text.append(" ack ").append(unsigned(segment.ack));
        }
        text.append(" win ").append(segment.wnd);
        if (segment.has(Flags.URG)) {
            text.append(" urg ").append(segment.urgentPointer);
        }
        String options = options(segment);
        return options.isEmpty()
                ? text.toString()
                : text.append(" <" + options + ">").toString();
    }

    private static String options(Segment segment) {
        StringJoiner options = new StringJoiner(",");
        if (segment.hasOption(Segment.MSS)) {
            options.add("mss " + segment.mss);
        }
        if (segment.hasOption(Segment.SACK_PERMITTED)) {
            options.add("sackOK");
        }
        if (segment.hasOption(Segment.TIMESTAMPS)) {
            options.add("TS val " + unsigned(segment.tsVal) + " ecr " + unsigned(segment.tsEcr));
        }
        if (segment.hasOption(Segment.WINDOW_SCALE)) {
            options.add("wscale " + segment.windowScale);
        }
        for (int block = 0; block < segment.sackCount; block++) {
            options.add("sack " + unsigned(segment.sack[2 * block]) + ":" + unsigned(segment.sack[2 * block + 1]));
        }
        return options.toString();
    }

    private static String unsigned(int number) {
        return Integer.toUnsignedString(number);
    }
}
