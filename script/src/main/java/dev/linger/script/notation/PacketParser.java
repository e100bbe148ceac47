package dev.linger.script.notation;

import dev.linger.model.Flags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a packet. What is no TCP and no ICMP is recognised and refused by its name.
final class PacketParser {
    private static final Map<String, String> ENCAPSULATIONS = Map.of(
            "ipv4", "IPv4 encapsulation is not supported",
            "ipv6", "IPv6 encapsulation is not supported",
            "gre", "GRE encapsulation is not supported",
            "GREv0", "GRE encapsulation is not supported",
            "mpls", "MPLS is not supported");

    private static final Map<String, String> PROTOCOLS = Map.of(
            "encap", "PSP encapsulation is not supported",
            "udp", "UDP packets are not supported",
            "udplite", "UDP-Lite packets are not supported",
            "sctp", "SCTP packets are not supported");

    /// Letters in the order of the bits of [Flags], and the bit that follows them.
    private static final String FLAG_LETTERS = "FSRP.UEWA";

    private static final String ECN_LETTERS = "EWA";

    private static final int HEADERS_BYTES = 40;
    private static final int MAX_DATAGRAM_BYTES = 65_536;

    private final Tokens tokens;
    private final TcpOptionParser options;
    private final IpFieldsParser ipFields;
    private final IcmpParser icmp;

    PacketParser(Tokens tokens) {
        this.tokens = tokens;
        options = new TcpOptionParser(tokens);
        ipFields = new IpFieldsParser(tokens);
        icmp = new IcmpParser(tokens, new SequenceParser(tokens));
    }

    Action packet() throws ScriptException {
        Token start = tokens.take();
        Direction direction = start.isSign('<') ? Direction.INBOUND : Direction.OUTBOUND;
        refuse(ENCAPSULATIONS);
        IpFields ip = ipFields.fields();
        if (ip.isEitherEct() && direction == Direction.INBOUND) {
            throw tokens.refused(start, "[ect01] is for outbound packets only");
        }
        refuse(PROTOCOLS);
        if (tokens.acceptWord("icmp")) {
            return icmp.packet(direction, ip);
        }
        int sourcePort = 0;
        int destinationPort = 0;
        if (tokens.peek().is(TokenKind.INTEGER)) {
            sourcePort = (int) tokens.number("source port", Tokens.MAX_16_BITS);
            tokens.expectSign('>', "between the ports");
            destinationPort = (int) tokens.number("destination port", Tokens.MAX_16_BITS);
        }
        refuse(PROTOCOLS);
        return tcp(start, direction, ip, sourcePort, destinationPort);
    }

    private TcpPacket tcp(Token start, Direction direction, IpFields ip, int sourcePort, int destinationPort)
            throws ScriptException {
        Token flagsStart = tokens.peek();
        String flags = flags();
        int ace = ace(flagsStart, flags);
        SequenceRange sequence = new SequenceParser(tokens).range();
        long ack = tokens.acceptWord("ack") ? tokens.number("acknowledgment number", Tokens.MAX_32_BITS) : 0;
        int window = tokens.acceptWord("win") ? (int) tokens.number("window", Tokens.MAX_16_BITS) : -1;
        int urgent = tokens.acceptWord("urg") ? (int) tokens.number("urgent pointer", Tokens.MAX_16_BITS) : 0;
        List<TcpOption> list = tokens.atSign('<') ? options.list(direction) : List.of();
        if (tokens.atSign('[')) {
            throw tokens.refused(tokens.peek(), "the reason of a reset in its text is not supported");
        }
        if (tokens.atSign('/')) {
            throw tokens.refused(tokens.peek(), "UDP encapsulation is not supported");
        }
        if (window == -1 && direction == Direction.INBOUND) {
            throw tokens.refused(start, "an inbound packet needs a window: win 65535");
        }
        int optionsBytes = list == null ? 0 : TcpOptionParser.bytes(list);
        if (HEADERS_BYTES + optionsBytes + sequence.length() > MAX_DATAGRAM_BYTES) {
            throw tokens.refused(start, sequence.length() + " bytes do not fit into one packet");
        }
        return new TcpPacket(
                direction, ip, sourcePort, destinationPort, bits(flags, ace), ace, sequence, ack, window, urgent, list);
    }

    /// Letters, `.` and digits as they were written; empty for `-`.
    private String flags() throws ScriptException {
        if (tokens.acceptSign('-')) {
            return "";
        }
        if (tokens.acceptSign('.')) {
            return ".";
        }
        StringBuilder flags = new StringBuilder();
        boolean letters = tokens.peek().is(TokenKind.WORD);
        if (letters) {
            flags.append(tokens.take().text());
        }
        if (tokens.peek().is(TokenKind.DECIMAL)) {
            flags.append(tokens.take().text());
        } else if (letters && tokens.acceptSign('.')) {
            flags.append('.');
            if (tokens.peek().is(TokenKind.WORD)) {
                flags.append(tokens.take().text());
            }
        }
        if (flags.isEmpty()) {
            throw tokens.expected("the flags of a TCP packet");
        }
        return flags.toString();
    }

    /// The number among the flags, or -1; refuses flags that there are not, and a number with what it stands for.
    private int ace(Token start, String flags) throws ScriptException {
        int ace = -1;
        boolean ecn = false;
        for (int at = 0; at < flags.length(); at++) {
            char flag = flags.charAt(at);
            boolean number = flag >= '0' && flag <= '7';
            boolean letter = ECN_LETTERS.indexOf(flag) >= 0;
            if (!number && FLAG_LETTERS.indexOf(flag) < 0) {
                throw tokens.refused(start, "there is no TCP flag '" + flag + "'");
            }
            if ((number && (ecn || ace >= 0)) || (letter && ace >= 0)) {
                throw tokens.refused(start, "the TCP flag '" + flag + "' contradicts one before it in " + flags);
            }
            ecn |= letter;
            ace = number ? flag - '0' : ace;
        }
        return ace;
    }

    private static int bits(String flags, int ace) {
        int bits = 0;
        for (int at = 0; at < flags.length(); at++) {
            int letter = FLAG_LETTERS.indexOf(flags.charAt(at));
            bits |= letter < 0 ? 0 : 1 << letter;
        }
        if (ace > 0) {
            bits |= (ace & 1) != 0 ? Flags.ECE : 0;
            bits |= (ace & 2) != 0 ? Flags.CWR : 0;
            bits |= (ace & 4) != 0 ? TcpPacket.AE : 0;
        }
        return bits;
    }

    private void refuse(Map<String, String> names) throws ScriptException {
        Token token = tokens.peek();
        @Nullable String message = token.is(TokenKind.WORD) ? names.get(token.text()) : null;
        if (message != null) {
            throw tokens.refused(token, message);
        }
    }
}
