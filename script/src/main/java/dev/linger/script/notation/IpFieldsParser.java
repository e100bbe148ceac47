package dev.linger.script.notation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a packet says about its IP header, in parentheses or square brackets.
final class IpFieldsParser {
    private static final Map<String, Integer> ECN = Map.of("noecn", 0, "ect1", 1, "ect0", 2, "ce", 3);

    /// The names of RFC 2474, RFC 2597, RFC 3246, RFC 5865 and RFC 8622.
    private static final Map<String, Integer> DSCP = Map.ofEntries(
            Map.entry("cs0", 0),
            Map.entry("cs1", 8),
            Map.entry("cs2", 16),
            Map.entry("cs3", 24),
            Map.entry("cs4", 32),
            Map.entry("cs5", 40),
            Map.entry("cs6", 48),
            Map.entry("cs7", 56),
            Map.entry("af11", 10),
            Map.entry("af12", 12),
            Map.entry("af13", 14),
            Map.entry("af21", 18),
            Map.entry("af22", 20),
            Map.entry("af23", 22),
            Map.entry("af31", 26),
            Map.entry("af32", 28),
            Map.entry("af33", 30),
            Map.entry("af41", 34),
            Map.entry("af42", 36),
            Map.entry("af43", 38),
            Map.entry("ef", 46),
            Map.entry("voice-admit", 44),
            Map.entry("le", 1));

    private static final long MAX_6_BITS = 0x3F;
    private static final long MAX_20_BITS = 0xF_FFFF;

    private final Tokens tokens;

    IpFieldsParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /// What the brackets say, or [IpFields#ANY] if there are none.
    IpFields fields() throws ScriptException {
        char end;
        if (tokens.acceptSign('(')) {
            end = ')';
        } else if (tokens.acceptSign('[')) {
            end = ']';
        } else {
            return IpFields.ANY;
        }
        IpFields fields = IpFields.ANY;
        do {
            fields = with(fields);
        } while (tokens.acceptSign(','));
        if (!tokens.acceptSign(end)) {
            throw tokens.expected("',' or '" + end + "' after a field of the IP header");
        }
        return fields;
    }

    private IpFields with(IpFields fields) throws ScriptException {
        Token token = tokens.expect(TokenKind.WORD, "a field of the IP header");
        return switch (token.text()) {
            case "ttl", "hlim" ->
                new IpFields(
                        fields.ecn(),
                        fields.tos(),
                        (int) tokens.number(token.text(), Tokens.MAX_8_BITS),
                        fields.flowLabel());
            case "flowlabel" ->
                new IpFields(
                        fields.ecn(), fields.tos(), fields.ttl(), (int) tokens.hexadecimal("flow label", MAX_20_BITS));
            case "tos", "class" ->
                joined(token, fields, IpFields.Ecn.WHOLE, (int) tokens.hexadecimal(token.text(), Tokens.MAX_8_BITS));
            case "dscp" -> joined(token, fields, IpFields.Ecn.DSCP, dscp() << 2);
            case "ecn" -> withEcn(fields, tokens.expect(TokenKind.WORD, "a name for the ECN bits"));
            default -> withEcn(fields, token);
        };
    }

    private IpFields withEcn(IpFields fields, Token ecn) throws ScriptException {
        if (ecn.isWord("ect01")) {
            return joined(ecn, fields, IpFields.Ecn.ECT0_OR_ECT1, 0);
        }
        @Nullable Integer bits = ECN.get(ecn.text());
        if (bits == null) {
            throw tokens.refused(ecn, "there is no field '" + ecn.text() + "' of the IP header");
        }
        return joined(ecn, fields, IpFields.Ecn.BITS, bits);
    }

    private int dscp() throws ScriptException {
        if (tokens.peek().is(TokenKind.HEXADECIMAL)) {
            return (int) tokens.hexadecimal("dscp", MAX_6_BITS);
        }
        Token token = tokens.expect(TokenKind.WORD, "a name or a number like 0x1 for the dscp");
        @Nullable Integer value = DSCP.get(token.text());
        if (value == null) {
            throw tokens.refused(token, "there is no dscp '" + token.text() + "'");
        }
        return value;
    }

    /// The parts of the type of service that may be given separately: the upper six bits and the lower two.
    private IpFields joined(Token token, IpFields fields, IpFields.Ecn part, int tos) throws ScriptException {
        IpFields.Ecn before = fields.ecn();
        IpFields.Ecn both;
        if (before == IpFields.Ecn.ANY) {
            both = part;
        } else if (isPair(before, part, IpFields.Ecn.BITS)) {
            both = IpFields.Ecn.WHOLE;
        } else if (isPair(before, part, IpFields.Ecn.ECT0_OR_ECT1)) {
            both = IpFields.Ecn.DSCP_AND_ECT0_OR_ECT1;
        } else {
            throw tokens.refused(token, "these bits of the type of service are given twice");
        }
        return new IpFields(both, fields.tos() | tos, fields.ttl(), fields.flowLabel());
    }

    private static boolean isPair(IpFields.Ecn one, IpFields.Ecn other, IpFields.Ecn lower) {
        return (one == IpFields.Ecn.DSCP && other == lower) || (one == lower && other == IpFields.Ecn.DSCP);
    }
}
