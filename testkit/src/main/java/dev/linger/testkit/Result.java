package dev.linger.testkit;

import java.util.List;

/// What a command left behind: its exit status and both its streams.
public record Result(List<String> command, int status, String output, String errors) {
    public Result {
        command = List.copyOf(command);
    }

    public boolean succeeded() {
        return status == 0;
    }

    /// This result, or an exception that shows the command and what it complained about.
    public Result orThrow() {
        if (!succeeded()) {
            throw new IllegalStateException("exit status " + status + " from " + String.join(" ", command)
                    + System.lineSeparator() + errors + output);
        }
        return this;
    }
}
