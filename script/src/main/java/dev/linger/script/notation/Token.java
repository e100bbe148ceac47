package dev.linger.script.notation;

/// A piece of a script and where it begins; both numbers count from 1.
record Token(TokenKind kind, String text, int line, int column) {
    /// Longer ones are cut short in messages.
    private static final int SHOWN = 40;

    boolean is(TokenKind wanted) {
        return kind == wanted;
    }

    boolean isSign(char sign) {
        return kind == TokenKind.SIGN && text.charAt(0) == sign;
    }

    boolean isWord(String word) {
        return kind == TokenKind.WORD && text.equals(word);
    }

    /// For a message: what was found.
    String description() {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return switch (kind) {
            case STRING -> '"' + shown + '"';
            case COMMAND -> "the command `" + shown + '`';
            case CODE -> "code between %{ and }%";
            case OPTION -> "the option --" + shown;
            case END -> "the end of the script";
            default -> "'" + shown + "'";
        };
    }
}
