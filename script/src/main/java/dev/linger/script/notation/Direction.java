package dev.linger.script.notation;

/// Which way a packet goes, seen from the host under test.
public enum Direction {
    /// `<`: the script sends it to the host.
    INBOUND('<'),
    /// `>`: the host is expected to send it.
    OUTBOUND('>');

    private final char sign;

    Direction(char sign) {
        this.sign = sign;
    }

    public char sign() {
        return sign;
    }
}
