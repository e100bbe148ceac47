package dev.linger.cli.command;

import dev.linger.cli.render.Ink;
import dev.linger.cli.render.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Where a command writes: data to standard output, everything else to standard error.
public final class Console {
    private static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST = 40;

    private final OutputStream out;
    private final PrintStream err;
    private final boolean outTerminal;
    private final boolean errTerminal;
    private boolean open = true;

    private Console(OutputStream out, PrintStream err, boolean outTerminal, boolean errTerminal) {
        this.out = out;
        this.err = err;
        this.outTerminal = outTerminal;
        this.errTerminal = errTerminal;
    }

    /// The process's own streams.
    public static Console ofProcess(OutputStream out, PrintStream err) {
        return new Console(out, err, isTerminal(1), isTerminal(2));
    }

    /// Streams that are no terminal.
    public static Console of(OutputStream out, PrintStream err) {
        return new Console(out, err, false, false);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchLink) {
            return Optional.ofNullable(System.console())
                    .map(java.io.Console::isTerminal)
                    .orElse(false);
        }
    }

    boolean outIsTerminal() {
        return outTerminal;
    }

    /// Writes to standard output, all at once and complete. A reader that has gone away is no error, but whoever goes
    /// on writing can ask [#isOpen()].
    void print(String text) throws CommandException {
        print(text.getBytes(StandardCharsets.UTF_8));
    }

    void print(byte[] bytes) throws CommandException {
        if (!open) {
            return;
        }
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException failure) {
            open = false;
            if (!String.valueOf(failure.getMessage()).contains("Broken pipe")) {
                throw CommandException.usage("cannot write to standard output: " + failure.getMessage(), failure);
            }
        }
    }

    /// Whether anybody still reads standard output, as far as known.
    boolean isOpen() {
        return open;
    }

    /// A line, or several, about the answer rather than of it.
    public void note(String lines) {
        String prefix = "linger: ";
        for (String line : lines.split("\n", -1)) {
            err.print(prefix + SafeText.of(line) + "\n");
            prefix = "";
        }
        err.flush();
    }

    /// Text for standard error as it is, several lines perhaps.
    public void complain(String text) {
        err.print(text);
        err.flush();
    }

    /// Says what takes a while, on a terminal only, until [#endProgress()] wipes it away.
    void progress(String words) {
        if (errTerminal) {
            err.print("\r" + words);
            err.flush();
        }
    }

    void endProgress() {
        if (errTerminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    Ink ink(Arguments arguments) throws CommandException {
        String when = arguments.value(Option.COLOR).orElse("auto").toLowerCase(Locale.ROOT);
        return switch (when) {
            case "always" -> Ink.ANSI;
            case "never" -> Ink.NONE;
            case "auto" -> outTerminal && noColorUnset() ? Ink.ANSI : Ink.NONE;
            default -> throw CommandException.usage("--color is auto, always or never, not '" + when + "'");
        };
    }

    private static boolean noColorUnset() {
        String noColor = System.getenv("NO_COLOR");
        return noColor == null || noColor.isEmpty();
    }

    /// Columns to wrap text at.
    int width() {
        return outTerminal ? Math.max(NARROWEST, TerminalWidth.columns(DEFAULT_WIDTH)) : DEFAULT_WIDTH;
    }
}
