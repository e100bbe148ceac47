package dev.linger.script.notation;

/// A script says something that cannot be understood, or that is not supported. The message begins with the
/// script's name and the line.
public final class ScriptException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String reason;

    public ScriptException(String name, int line, String message) {
        super(name + ":" + line + ": " + message);
        this.line = line;
        reason = message;
    }

    /// From 1.
    public int line() {
        return line;
    }

    /// The message without its place.
    public String reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
