package dev.linger.cli.script;

/// Something a user named is not there, or cannot be used as it is; the message says what and where.
public final class InputException extends Exception {
    private static final long serialVersionUID = 1;

    InputException(String message) {
        super(message);
    }

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
