package dev.linger.cli.command;

/// The end of a command that cannot go on, with what to tell the user and the exit status.
public final class CommandException extends Exception {
    private final int status;

    private CommandException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    private CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The command line, or a file it names, cannot be used as it is.
    public static CommandException usage(String message) {
        return new CommandException(ExitStatus.USAGE, message);
    }

    static CommandException usage(String message, Throwable cause) {
        return new CommandException(ExitStatus.USAGE, message, cause);
    }

    /// A right is missing or the system cannot do it.
    static CommandException notHere(String message, Throwable cause) {
        return new CommandException(ExitStatus.NOT_HERE, message, cause);
    }

    public int status() {
        return status;
    }
}
