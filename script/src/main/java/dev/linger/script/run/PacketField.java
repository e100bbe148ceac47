package dev.linger.script.run;

import java.util.regex.Pattern;

/// The fields of a packet, in the order in which they are compared, and where the notation has them.
enum PacketField {
    IP("IP header", "\\[[^]]*]"),
    LENGTH("length of the text", "\\(\\d+\\)"),
    FLAGS("flags", "[A-Z.-][A-Z.0-7]*(?= \\S+\\(\\d+\\))"),
    SEQUENCE("sequence number", "[0-9:.]+(?=\\(\\d+\\))"),
    ACK("acknowledgment number", "ack \\d+"),
    WINDOW("window", "win \\d+"),
    URGENT("urgent pointer", "urg \\d+"),
    OPTIONS("options", "<[^<>]*>$"),
    TIME("time", "^\\S+");

    private final String label;
    private final Pattern pattern;

    PacketField(String label, String pattern) {
        this.label = label;
        this.pattern = Pattern.compile(pattern);
    }

    /// As messages call it.
    String label() {
        return label;
    }

    Pattern pattern() {
        return pattern;
    }
}
