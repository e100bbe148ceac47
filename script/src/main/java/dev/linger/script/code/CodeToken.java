package dev.linger.script.code;

/// A word of code.
///
/// @param text of a string what is between its quotes
/// @param start where it begins in the code
/// @param end where it ends
record CodeToken(Kind kind, String text, int line, int start, int end) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SIGN,
        /// A line ends, or a semicolon stands.
        BREAK,
        END
    }

    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
    }
}
