package dev.linger.script.notation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts a script into tokens, one at a time: a definition among the options already counts for what follows it.
final class Lexer {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9}){3}");

    private static final Pattern PROFILE = Pattern.compile("\\s*#profile\\s+([A-Za-z0-9_.-]+)\\s*");

    /// A dash belongs to words that begin so.
    private static final Set<String> BEFORE_DASH = Set.of("gen", "exp", "EXP", "voice");

    private final String name;
    private final String text;
    private final Map<String, String> defines;

    private int at;
    private int line = 1;
    private int lineStart;
    private int ifdefLine;
    private @Nullable String profile;

    Lexer(String name, String text, Map<String, String> defines) {
        this.name = name;
        this.text = text;
        this.defines = new HashMap<>(defines);
    }

    String name() {
        return name;
    }

    /// What a comment read so far named after `#profile`.
    @Nullable
    String profile() {
        return profile;
    }

    /// Lets a word mean something else from here on; the caller of the parser has the last word.
    void define(String symbol, String value) {
        defines.putIfAbsent(symbol, value);
    }

    Token next() throws ScriptException {
        skip();
        if (at == text.length()) {
            if (ifdefLine != 0) {
                throw new ScriptException(name, ifdefLine, "this #ifdef has no #endif");
            }
            return token(TokenKind.END, "", at);
        }
        char first = text.charAt(at);
        if (first == '"' || first == '`') {
            return quoted(first);
        }
        if (text.startsWith("%{", at)) {
            return code();
        }
        if (text.startsWith("...", at)) {
            return token(TokenKind.ELLIPSIS, "...", at + 3);
        }
        if (text.startsWith("--", at) && isWordPart(at + 2)) {
            int end = wordEnd(at + 2);
            return token(TokenKind.OPTION, text.substring(at + 2, end), end);
        }
        int address = addressEnd();
        if (address > at) {
            return token(TokenKind.ADDRESS, text.substring(at, address), address);
        }
        return numberOrWord(first);
    }

    /// What follows the `=` of an option whose name was just read, or null without `=`.
    @Nullable
    String optionValue() throws ScriptException {
        skipBlanks();
        if (!text.startsWith("=", at)) {
            return null;
        }
        at++;
        skipBlanks();
        if (text.startsWith("\"", at)) {
            return quoted('"').text();
        }
        int start = at;
        while (at < text.length() && isOptionPart(text.charAt(at)) && !atComment()) {
            at++;
        }
        if (at == start) {
            throw error(line, at - lineStart + 1, "expected a value after '=', found " + next().description());
        }
        String value = text.substring(start, at);
        boolean quotedNext = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '`');
        if (quotedNext && value.endsWith("=")) {
            char quote = text.charAt(at);
            return value + quote + quoted(quote).text() + quote;
        }
        return value;
    }

    ScriptException error(int errorLine, int column, String message) {
        return new ScriptException(name, errorLine, "column " + column + ": " + message);
    }

    private void skip() throws ScriptException {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                moveTo(at + 1);
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                comment(end < 0 ? text.length() : end, at + 2);
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw error(line, at - lineStart + 1, "this comment has no end");
                }
                comment(end, at + 2);
                moveTo(at + 2);
            } else if (text.startsWith("#ifdef", at)) {
                ifdef();
            } else if (text.startsWith("#endif", at)) {
                if (ifdefLine == 0) {
                    throw new ScriptException(name, line, "this #endif has no #ifdef");
                }
                ifdefLine = 0;
                at += "#endif".length();
            } else {
                return;
            }
        }
    }

    private void comment(int end, int start) throws ScriptException {
        Matcher matcher = PROFILE.matcher(text.substring(start, Math.max(start, end)));
        if (matcher.matches()) {
            String named = matcher.group(1);
            if (profile != null && !profile.equals(named)) {
                throw new ScriptException(
                        name, line, "names the profile " + named + ", after " + profile + " further up");
            }
            profile = named;
        }
        moveTo(end);
    }

    private void ifdef() throws ScriptException {
        if (ifdefLine != 0) {
            throw new ScriptException(name, line, "#ifdef within the #ifdef of line " + ifdefLine);
        }
        int ifdefStart = line;
        moveTo(at + "#ifdef".length());
        int before = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            moveTo(at + 1);
        }
        int end = wordEnd(at);
        if (at == before || end == at || isDigit(at)) {
            throw new ScriptException(name, ifdefStart, "#ifdef without a name");
        }
        boolean defined = defines.containsKey(text.substring(at, end));
        moveTo(end);
        ifdefLine = ifdefStart;
        if (!defined) {
            int close = text.indexOf("#endif", at);
            moveTo(close < 0 ? text.length() : close);
        }
    }

    private Token quoted(char quote) throws ScriptException {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        boolean string = quote == '"';
        if (end >= text.length()) {
            throw error(line, at - lineStart + 1, "this " + (string ? "string" : "command") + " has no end");
        }
        return token(string ? TokenKind.STRING : TokenKind.COMMAND, text.substring(at + 1, end), end + 1);
    }

    private Token code() throws ScriptException {
        int end = text.indexOf("}%", at + 2);
        if (end < 0) {
            throw error(line, at - lineStart + 1, "this code has no end: no }% follows");
        }
        int from = at + 2;
        int to = end;
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return token(TokenKind.CODE, text.substring(from, to), end + 2);
    }

    /// The end of an address that begins here, or here. `1:1` and `0...2` are none: an address of IPv6 has two
    /// colons in a row, or seven.
    private int addressEnd() {
        int end = at;
        int colons = 0;
        boolean gap = false;
        while (end < text.length() && isAddressPart(text.charAt(end))) {
            if (text.charAt(end) == ':') {
                colons++;
                gap |= text.startsWith("::", end);
            }
            end++;
        }
        if (gap || colons >= 7) {
            boolean colonAfter = text.charAt(end - 1) == ':' && text.charAt(end - 2) != ':';
            return colonAfter ? end - 1 : end;
        }
        Matcher matcher = IPV4.matcher(text).region(at, end);
        return matcher.lookingAt() ? matcher.end() : at;
    }

    private Token numberOrWord(char first) {
        int digits = first == '-' ? at + 1 : at;
        int end = digits;
        while (isDigit(end)) {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '.' && isDigit(end + 1)) {
            end++;
            while (isDigit(end)) {
                end++;
            }
            return token(TokenKind.DECIMAL, text.substring(at, end), end);
        }
        int wordEnd = wordEnd(at);
        if (end > digits && (first == '-' || wordEnd == end)) {
            return token(TokenKind.INTEGER, text.substring(at, end), end);
        }
        if (wordEnd == at) {
            return token(TokenKind.SIGN, text.substring(at, at + 1), at + 1);
        }
        String word = text.substring(at, wordEnd);
        if (isHexadecimal(word)) {
            return token(TokenKind.HEXADECIMAL, word, wordEnd);
        }
        if (BEFORE_DASH.contains(word) && text.startsWith("-", wordEnd) && isWordPart(wordEnd + 1)) {
            int end2 = wordEnd(wordEnd + 1);
            return token(TokenKind.WORD, text.substring(at, end2), end2);
        }
        return defined(word, wordEnd);
    }

    private Token defined(String word, int end) {
        String value = defines.getOrDefault(word, "");
        if (value.isEmpty()) {
            return token(TokenKind.WORD, word, end);
        }
        char first = value.charAt(0);
        if ((first == '"' || first == '`') && value.length() > 1) {
            String inner = value.substring(1, value.length() - 1);
            return token(first == '"' ? TokenKind.STRING : TokenKind.COMMAND, inner, end);
        }
        if (isHexadecimal(value)) {
            return token(TokenKind.HEXADECIMAL, value, end);
        }
        boolean integer = value.chars().skip(first == '-' ? 1 : 0).allMatch(Lexer::isDigitCharacter);
        return token(integer && !value.equals("-") ? TokenKind.INTEGER : TokenKind.WORD, value, end);
    }

    /// Makes the token from here on, whose text may be less than what it covers, and moves behind it.
    private Token token(TokenKind kind, String tokenText, int end) {
        Token token = new Token(kind, tokenText, line, at - lineStart + 1);
        moveTo(end);
        return token;
    }

    private void moveTo(int end) {
        for (; at < end; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private boolean atComment() {
        return text.startsWith("//", at) || text.startsWith("/*", at);
    }

    private int wordEnd(int from) {
        int end = from;
        while (isWordPart(end)) {
            end++;
        }
        return end;
    }

    private boolean isDigit(int index) {
        return index < text.length() && isDigitCharacter(text.charAt(index));
    }

    private boolean isWordPart(int index) {
        return index < text.length() && isWordCharacter(text.charAt(index));
    }

    private static boolean isOptionPart(char character) {
        return isWordCharacter(character) || "=.:/,+-".indexOf(character) >= 0;
    }

    private static boolean isAddressPart(char character) {
        return character == ':' || character == '.' || (character < 128 && Character.digit(character, 16) >= 0);
    }

    private static boolean isWordCharacter(char character) {
        return character < 128 && (Character.isLetterOrDigit(character) || character == '_');
    }

    private static boolean isDigitCharacter(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isHexadecimal(String word) {
        return word.length() > 2
                && word.startsWith("0x")
                && word.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
