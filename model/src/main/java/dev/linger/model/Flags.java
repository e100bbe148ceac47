package dev.linger.model;

/// The control bits of a TCP header as they stand in it (RFC 9293 §3.1), to be joined with `|`.
public final class Flags {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;

    private static final String LETTERS = "FSRP.UEW";

    private Flags() {}

    /// The way tcpdump and packet scripts write them: `S.` for SYN with ACK, `.` for ACK alone, `-` for none at
    /// all.
    public static String text(int flags) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < LETTERS.length(); bit++) {
            if ((flags & (1 << bit)) != 0 && bit != 4) {
                text.append(LETTERS.charAt(bit));
            }
        }
        if ((flags & ACK) != 0) {
            text.append('.');
        }
        return text.isEmpty() ? "-" : text.toString();
    }
}
