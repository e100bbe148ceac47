package dev.linger.script.command;

/// A command fails in a way that ends the packet script; the line is for the shell to add.
final class CommandRefused extends Exception {
    private static final long serialVersionUID = 1;

    CommandRefused(String message) {
        super(message);
    }

    static CommandRefused unsupported(String command) {
        return new CommandRefused("command '" + command + "' is not supported");
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
