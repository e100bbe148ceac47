package dev.linger.cli.command;

/// The exit statuses of every command, the same in every format; docs/reference/exit-status.md.
public final class ExitStatus {
    /// Healthy, or done.
    public static final int DONE = 0;

    /// Findings at or above `--fail-on`. Only ever returned deliberately.
    public static final int FINDINGS = 1;

    /// The command line, or a file named on it, cannot be used.
    public static final int USAGE = 2;

    /// A right is missing, or this system cannot do it.
    public static final int NOT_HERE = 3;

    /// Linger's own fault.
    public static final int FAULT = 4;

    private ExitStatus() {}
}
