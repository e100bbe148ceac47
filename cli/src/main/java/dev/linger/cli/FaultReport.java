package dev.linger.cli;

import dev.linger.cli.command.ExitStatus;
import dev.linger.cli.command.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// What a user is asked to report about a fault of Linger's own. It holds the command line, but never what was read.
///
/// Of any thread that nobody else answers for: see [#uncaughtException(Thread, Throwable)].
final class FaultReport implements Thread.UncaughtExceptionHandler {
    private final String[] args;

    FaultReport(String[] args) {
        this.args = args;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        end(fault, args);
    }

    static String text(Throwable fault, String[] args) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        return "linger: this is a fault of Linger's own; please report what follows\n"
                + "  version  linger " + Version.number() + "\n"
                + "  java     " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")
                + "\n"
                + "  system   " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + "\n"
                + "  command  linger " + String.join(" ", args) + "\n"
                + trace;
    }

    /// Writes the report to standard error and ends the process at once, with other threads where they are. Even where
    /// the report cannot be made the exit status is right.
    static void end(Throwable fault, String[] args) {
        try {
            PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
            err.print(text(fault, args));
            err.flush();
        } finally {
            Runtime.getRuntime().halt(ExitStatus.FAULT);
        }
    }
}
