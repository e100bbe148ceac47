package dev.linger.cli.command;

/// Reads how long to wait between two samples: `500ms`, `2s`, `1m`, `0`.
final class Interval {
    static final Option OPTION =
            Option.valued("--interval", "TIME", "between two samples, 2s unless told: 500ms, 2s, 1m");

    private static final long DEFAULT_MILLIS = 2000;
    private static final long MAX_MILLIS = 24 * 3_600_000L;

    private Interval() {}

    /// Milliseconds.
    static long of(Arguments arguments) throws CommandException {
        return arguments.has(OPTION) ? parse(arguments.value(OPTION).orElseThrow()) : DEFAULT_MILLIS;
    }

    static long parse(String text) throws CommandException {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        String unit = text.substring(digits).strip();
        long factor = switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "" -> text.equals("0") ? 1 : 0;
            default -> 0;
        };
        if (digits == 0 || digits > 8 || factor == 0) {
            throw CommandException.usage("--interval takes a time such as 500ms, 2s or 1m; not '" + text + "'");
        }
        long millis = Long.parseLong(text.substring(0, digits)) * factor;
        if (millis > MAX_MILLIS) {
            throw CommandException.usage("--interval takes at most 1440m, a day; not '" + text + "'");
        }
        return millis;
    }

    /// `2 s`, `500 ms`.
    static String words(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
