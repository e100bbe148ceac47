package dev.linger.script.calls;

/// A system call answered something else than the script expects, or asks for what cannot be done here. The message
/// begins with the call's name; file and line are the caller's to add.
public final class CallException extends Exception {
    private static final long serialVersionUID = 1;

    CallException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
