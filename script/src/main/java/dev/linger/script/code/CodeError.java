package dev.linger.script.code;

/// Code asks for something that its values do not allow; the line is for the caller to add.
final class CodeError extends Exception {
    private static final long serialVersionUID = 1;

    CodeError(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
