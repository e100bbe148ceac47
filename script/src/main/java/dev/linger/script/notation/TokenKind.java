package dev.linger.script.notation;

/// What a piece of a script is.
enum TokenKind {
    WORD,
    /// `-?[0-9]+`
    INTEGER,
    /// `0x...`
    HEXADECIMAL,
    /// Digits with a decimal point.
    DECIMAL,
    /// An address of IPv4 or IPv6 outside quotes.
    ADDRESS,
    /// What stands between double quotes, as written.
    STRING,
    /// What stands between backticks.
    COMMAND,
    /// What stands between `%{` and `}%`.
    CODE,
    /// `--name`, without the dashes.
    OPTION,
    ELLIPSIS,
    /// Any other character.
    SIGN,
    END
}
