package dev.linger.script.run;

/// The host did something else than the script says, or the script asks for something that cannot be done here.
public final class ScriptFailure extends Exception {
    private static final long serialVersionUID = 1;
    private static final int NO_LINE = 0;

    private final boolean refused;
    private final int line;

    private ScriptFailure(String message, boolean refused, int line) {
        super(message);
        this.refused = refused;
        this.line = line;
    }

    /// The host did something else.
    static ScriptFailure of(String message) {
        return new ScriptFailure(message, false, NO_LINE);
    }

    /// It cannot be done here, and says nothing about the host.
    static ScriptFailure refused(String message) {
        return new ScriptFailure(message, true, NO_LINE);
    }

    /// The same with its line, unless it has one already.
    ScriptFailure onLine(int number) {
        return line == NO_LINE ? new ScriptFailure(getMessage(), refused, number) : this;
    }

    /// The same as it is to be shown: its place in front, and at its end what happened last, if that says something.
    ScriptFailure in(String script, String latest) {
        String end = refused || latest.isEmpty() ? "" : "\nlatest events" + latest;
        return new ScriptFailure(script + ":" + line + ": " + getMessage() + end, refused, line);
    }

    /// Whether nothing is known about the host: the script asks for what cannot be done here.
    public boolean isRefused() {
        return refused;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
