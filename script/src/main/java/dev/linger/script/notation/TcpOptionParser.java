package dev.linger.script.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the options of a TCP segment, in the words of packetdrill and of its fork for other systems.
final class TcpOptionParser {
    private static final Set<String> NAMES = Set.of(
            "nop",
            "eol",
            "mss",
            "wscale",
            "sackOK",
            "sack",
            "TS",
            "md5",
            "FO",
            "FOEXP",
            "EXP-FO",
            "exp-FO",
            "ECN",
            "AccECN0",
            "AccECN1",
            "exp-AccECN0",
            "exp-AccECN1",
            "exp-tarr");

    private static final int KIND_MD5 = 19;
    private static final int KIND_FAST_OPEN = 34;
    private static final int KIND_ACCURATE_ECN_0 = 172;
    private static final int KIND_ACCURATE_ECN_1 = 174;
    private static final int KIND_EXPERIMENT = 254;

    private static final int MAX_LIST_BYTES = 40;
    private static final int MAX_DIGEST_BYTES = 16;
    private static final long MAX_7_BITS = 0x7F;
    private static final long MAX_24_BITS = 0xFF_FFFF;

    private final Tokens tokens;

    TcpOptionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /// The list from its `<` on; null for `<...>`.
    @Nullable
    List<TcpOption> list(Direction direction) throws ScriptException {
        Token start = tokens.take();
        List<TcpOption> list = new ArrayList<>();
        Token first = tokens.peek();
        if (first.is(TokenKind.ELLIPSIS)) {
            if (direction == Direction.INBOUND) {
                throw tokens.refused(start, "<...> is for outbound packets only");
            }
            tokens.take();
            tokens.expectSign('>', "after <...");
            return null;
        }
        boolean blob = (first.is(TokenKind.WORD) || first.is(TokenKind.INTEGER)) && !isName(first.text());
        if (blob && tokens.peekSecond().isSign('>')) {
            String data = hexadecimal("list of TCP options", MAX_LIST_BYTES);
            list.add(new TcpOption.Other(TcpOption.Other.RAW, data, data));
        } else {
            do {
                list.add(option());
            } while (tokens.acceptSign(','));
        }
        if (!tokens.acceptSign('>')) {
            throw tokens.expected("',' or '>' after a TCP option");
        }
        int bytes = bytes(list);
        if (bytes > MAX_LIST_BYTES) {
            throw tokens.refused(start, "TCP options of " + bytes + " bytes do not fit into " + MAX_LIST_BYTES);
        }
        if (bytes % 4 != 0) {
            throw tokens.refused(
                    start, "TCP options of " + bytes + " bytes do not fill whole words of 4: add nop or eol");
        }
        return list;
    }

    /// How many bytes options take on the wire.
    static int bytes(List<TcpOption> list) {
        int bytes = 0;
        for (TcpOption option : list) {
            bytes += switch (option) {
                case TcpOption.EndOfList _, TcpOption.NoOperation _ -> 1;
                case TcpOption.MaximumSegmentSize _ -> 4;
                case TcpOption.WindowScale _ -> 3;
                case TcpOption.SackPermitted _ -> 2;
                case TcpOption.Sack sack -> 2 + 8 * sack.blocks().size();
                case TcpOption.Timestamps _ -> 10;
                case TcpOption.Other other -> other.data().length() / 2 + (other.kind() == TcpOption.Other.RAW ? 0 : 2);
            };
        }
        return bytes;
    }

    private static boolean isName(String word) {
        return NAMES.contains(word) || word.startsWith("gen-") || word.startsWith("exp-");
    }

    private TcpOption option() throws ScriptException {
        Token token = tokens.peek();
        if (!token.is(TokenKind.WORD) || !isName(token.text())) {
            throw tokens.expected("a TCP option");
        }
        tokens.take();
        String name = token.text();
        return switch (name) {
            case "nop" -> new TcpOption.NoOperation();
            case "eol" -> new TcpOption.EndOfList();
            case "mss" -> new TcpOption.MaximumSegmentSize((int) tokens.number("mss", Tokens.MAX_16_BITS));
            case "wscale" -> new TcpOption.WindowScale((int) tokens.number("window scale", Tokens.MAX_8_BITS));
            case "sackOK" -> new TcpOption.SackPermitted();
            case "sack" -> sack();
            case "TS" -> timestamps();
            case "md5" -> md5();
            case "FO" -> written(KIND_FAST_OPEN, "", name, optionalHexadecimal("fast open cookie", 38));
            case "FOEXP", "EXP-FO", "exp-FO" ->
                written(KIND_EXPERIMENT, "f989", name, optionalHexadecimal("fast open cookie", 36));
            case "ECN" -> counters();
            case "AccECN0" -> counters(KIND_ACCURATE_ECN_0, "", name, "ee0b", "ee1b");
            case "AccECN1" -> counters(KIND_ACCURATE_ECN_1, "", name, "ee1b", "ee0b");
            case "exp-AccECN0" -> counters(KIND_EXPERIMENT, "acc0", name, "ee0b", "ee1b");
            case "exp-AccECN1" -> counters(KIND_EXPERIMENT, "acc1", name, "ee1b", "ee0b");
            case "exp-tarr" -> ackRate();
            default -> numbered(token);
        };
    }

    private TcpOption sack() throws ScriptException {
        List<TcpOption.Sack.Block> blocks = new ArrayList<>();
        do {
            long left = tokens.number("left edge of a sack block", Tokens.MAX_32_BITS);
            tokens.expectSign(':', "between the edges of a sack block");
            blocks.add(new TcpOption.Sack.Block(left, tokens.number("right edge of a sack block", Tokens.MAX_32_BITS)));
        } while (tokens.peek().is(TokenKind.INTEGER));
        return new TcpOption.Sack(blocks);
    }

    private TcpOption timestamps() throws ScriptException {
        if (!tokens.acceptWord("val")) {
            throw tokens.expected("'val' after TS");
        }
        long val = -1;
        if (tokens.peek().is(TokenKind.ELLIPSIS)) {
            tokens.take();
        } else {
            val = tokens.number("timestamp", Tokens.MAX_32_BITS);
        }
        if (!tokens.acceptWord("ecr")) {
            throw tokens.expected("'ecr' after a timestamp");
        }
        long ecr = tokens.number("timestamp echo", Tokens.MAX_32_BITS);
        return new TcpOption.Timestamps(val, ecr, tokens.acceptSign('!'));
    }

    private TcpOption md5() throws ScriptException {
        if (tokens.acceptWord("valid")) {
            return new TcpOption.Other(KIND_MD5, "00".repeat(MAX_DIGEST_BYTES), "md5 valid");
        }
        return written(KIND_MD5, "", "md5", hexadecimal("MD5 digest", MAX_DIGEST_BYTES));
    }

    /// `ECN e0b 1 ceb 2 e1b 3`: the first name says the order.
    private TcpOption counters() throws ScriptException {
        if (tokens.atWord("e0b")) {
            return counters(KIND_ACCURATE_ECN_0, "", "ECN", "e0b", "ceb", "e1b");
        }
        if (tokens.atWord("e1b")) {
            return counters(KIND_ACCURATE_ECN_1, "", "ECN", "e1b", "ceb", "e0b");
        }
        throw tokens.expected("'e0b' or 'e1b' after ECN");
    }

    private TcpOption counters(int kind, String experiment, String name, String first, String last)
            throws ScriptException {
        return counters(kind, experiment, name, first, "eceb", last);
    }

    private TcpOption counters(int kind, String experiment, String name, String first, String second, String third)
            throws ScriptException {
        StringBuilder data = new StringBuilder(experiment);
        StringBuilder text = new StringBuilder(name);
        for (String counter : List.of(first, second, third)) {
            if (!tokens.acceptWord(counter)) {
                break;
            }
            long value = tokens.number("counter " + counter, MAX_24_BITS);
            data.append(String.format("%06x", value));
            text.append(' ').append(counter).append(' ').append(value);
        }
        return new TcpOption.Other(kind, data.toString(), text.toString());
    }

    /// The request for a rate of acknowledgments (draft-gomez-tcpm-ack-rate-request).
    private TcpOption ackRate() throws ScriptException {
        if (!tokens.peek().is(TokenKind.INTEGER)) {
            return new TcpOption.Other(KIND_EXPERIMENT, "00ac", "exp-tarr");
        }
        long rate = tokens.number("rate of exp-tarr", MAX_7_BITS);
        return new TcpOption.Other(KIND_EXPERIMENT, "00ac" + String.format("%02x", rate << 1), "exp-tarr " + rate);
    }

    /// `gen-253 0102`, `exp-f989 0102`.
    private TcpOption numbered(Token token) throws ScriptException {
        boolean experiment = token.text().startsWith("exp-");
        String number = token.text().substring(4);
        int value;
        try {
            value = Integer.parseInt(number, experiment ? 16 : 10);
        } catch (NumberFormatException none) {
            throw tokens.refused(token, "there is no TCP option '" + token.text() + "'");
        }
        if (value > (experiment ? Tokens.MAX_16_BITS : Tokens.MAX_8_BITS)) {
            throw tokens.refused(token, "the number in '" + token.text() + "' is too large");
        }
        if (experiment) {
            String data = optionalHexadecimal("experimental TCP option", 36);
            return written(KIND_EXPERIMENT, String.format("%04x", value), token.text(), data);
        }
        return written(value, "", token.text(), optionalHexadecimal("TCP option", 38));
    }

    private static TcpOption written(int kind, String before, String name, String data) {
        return new TcpOption.Other(kind, before + data, data.isEmpty() ? name : name + " " + data);
    }

    private String optionalHexadecimal(String what, int maxBytes) throws ScriptException {
        boolean follows = tokens.peek().is(TokenKind.WORD) || tokens.peek().is(TokenKind.INTEGER);
        return follows ? hexadecimal(what, maxBytes) : "";
    }

    private String hexadecimal(String what, int maxBytes) throws ScriptException {
        Token token = tokens.peek();
        if (!token.is(TokenKind.WORD) && !token.is(TokenKind.INTEGER)) {
            throw tokens.expected("hexadecimal digits for the " + what);
        }
        tokens.take();
        String digits = token.text();
        if (!digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw tokens.refused(token, "the " + what + " " + digits + " is not in hexadecimal digits");
        }
        if (digits.length() % 2 != 0) {
            throw tokens.refused(token, "the " + what + " " + digits + " has an odd number of digits");
        }
        if (digits.length() / 2 > maxBytes) {
            throw tokens.refused(
                    token, "the " + what + " has " + digits.length() / 2 + " bytes, more than " + maxBytes);
        }
        return digits.toLowerCase(Locale.ROOT);
    }
}
