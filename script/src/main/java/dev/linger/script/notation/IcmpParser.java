package dev.linger.script.notation;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an ICMP message of either IP version: which one it must be, the options of a script say, or its runner.
final class IcmpParser {
    private static final Pattern NUMBERED = Pattern.compile("(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])");

    private static final Set<String> MTU_NEEDED = Set.of("packet_too_big", "router_advertisement");

    private final Tokens tokens;
    private final SequenceParser sequences;

    IcmpParser(Tokens tokens, SequenceParser sequences) {
        this.tokens = tokens;
        this.sequences = sequences;
    }

    /// The message from behind the word `icmp` on.
    IcmpPacket packet(Direction direction, IpFields ip) throws ScriptException {
        Token type = tokens.expect(TokenKind.WORD, "the type of an ICMP message");
        if (!IcmpNames.isType(type.text()) && !isNumbered(type.text(), "type_")) {
            throw tokens.refused(type, "there is no ICMP type '" + type.text() + "'");
        }
        String code = null;
        boolean codeFollows = tokens.peek().is(TokenKind.WORD) && !tokens.atWord("mtu") && !tokens.atWord("id");
        if (codeFollows) {
            Token token = tokens.take();
            code = token.text();
            if (!IcmpNames.isCode(type.text(), code) && !isNumbered(code, "code_")) {
                throw tokens.refused(token, "the ICMP type '" + type.text() + "' has no code '" + code + "'");
            }
        }
        int mtu = mtu(type, code);
        int echoId = tokens.acceptWord("id") ? (int) tokens.number("echo id", Tokens.MAX_16_BITS) : 0;
        return new IcmpPacket(direction, ip, type.text(), code, mtu, echoId, quoted());
    }

    private int mtu(Token type, @Nullable String code) throws ScriptException {
        boolean needed = MTU_NEEDED.contains(type.text());
        boolean allowed = needed || (type.isWord("unreachable") && "frag_needed".equals(code));
        boolean numbered = type.text().startsWith("type_") || (code != null && code.startsWith("code_"));
        if (!tokens.acceptWord("mtu")) {
            if (needed) {
                throw tokens.refused(type, "the ICMP type '" + type.text() + "' needs an mtu");
            }
            return -1;
        }
        if (!allowed && !numbered) {
            throw tokens.refused(type, "an mtu is for 'unreachable frag_needed' and 'packet_too_big' only");
        }
        return (int) tokens.number("mtu", needed ? Integer.MAX_VALUE : Tokens.MAX_16_BITS);
    }

    private @Nullable SequenceRange quoted() throws ScriptException {
        if (!tokens.acceptSign('[')) {
            return null;
        }
        Token start = tokens.peek();
        if (start.is(TokenKind.WORD)) {
            throw tokens.refused(start, "an ICMP message about a packet other than TCP is not supported");
        }
        SequenceRange quoted = sequences.range();
        if (tokens.atSign('/')) {
            throw tokens.refused(tokens.peek(), "UDP encapsulation is not supported");
        }
        tokens.expectSign(']', "after the sequence numbers of the quoted packet");
        return quoted;
    }

    private static boolean isNumbered(String word, String prefix) {
        return word.startsWith(prefix)
                && NUMBERED.matcher(word.substring(prefix.length())).matches();
    }
}
