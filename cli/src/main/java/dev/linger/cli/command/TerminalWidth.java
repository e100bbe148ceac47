package dev.linger.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How wide the terminal is: what COLUMNS says, else `stty`.
final class TerminalWidth {
    private static final long LIMIT_MILLIS = 500;

    private TerminalWidth() {}

    static int columns(int unknown) {
        int columns = number(System.getenv().getOrDefault("COLUMNS", ""));
        if (columns <= 0) {
            columns = ofStty();
        }
        return columns <= 0 ? unknown : columns;
    }

    /// `stty size` prints rows and columns; 0 when it does not.
    private static int ofStty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroy();
                return 0;
            }
            String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return number(output.substring(output.indexOf(' ') + 1));
        } catch (IOException noStty) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            return 0;
        }
    }
}
