package dev.linger.script.code;

/// An assertion of a script's code does not hold. The message has the values of the names in it, and no place.
public final class BrokenAssertion extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    BrokenAssertion(int line, String message) {
        super(message);
        this.line = line;
    }

    /// From 1.
    public int line() {
        return line;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
