package dev.linger.cli;

import dev.linger.cli.command.CommandLineRun;
import dev.linger.cli.command.Commands;
import dev.linger.cli.command.Console;
import dev.linger.cli.command.ExitStatus;
import dev.linger.linux.LinuxHost;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The command line's entry point. Whatever goes wrong inside Linger, wherever, ends in [ExitStatus#FAULT] with what
/// to report: an exit status of 1 always means findings.
///
/// A hidden first argument, `--provoke-fault=WHERE`, makes Linger fail on purpose, so that a test of the real process
/// can see that; WHERE is a constant of [Fault].
public final class Linger {
    private static final String PROVOKE = "--provoke-fault=";

    private Linger() {}

    public static void main(String[] args) {
        int status = ExitStatus.FAULT;
        try {
            if (args.length > 0 && Commands.mayLookAtThisHost(args[0])) {
                LinuxHost.prepare();
            }
            PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
            Thread.setDefaultUncaughtExceptionHandler(new FaultReport(args));
            status = run(args, Console.ofProcess(new FileOutputStream(FileDescriptor.out), err));
        } catch (Throwable fault) {
            FaultReport.end(fault, args);
        }
        // Everything is written and nothing is left to clean up. Runtime.exit would look for a logger first.
        Runtime.getRuntime().halt(status);
    }

    /// The same within this process: runs the command line `args` and returns the exit status.
    public static int run(String[] args, OutputStream out, PrintStream err) {
        return run(args, Console.of(out, err));
    }

    static int run(String[] args, Console console) {
        try {
            if (args.length > 0 && args[0].startsWith(PROVOKE)) {
                Fault.named(args[0].substring(PROVOKE.length())).provoke();
                return run(Arrays.copyOfRange(args, 1, args.length), console);
            }
            return CommandLineRun.run(args, console);
        } catch (Throwable fault) {
            console.complain(FaultReport.text(fault, args));
            return ExitStatus.FAULT;
        }
    }
}
