package dev.linger.script.code;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `'cwnd=%d' % tcpi_snd_cwnd`: a string with values put in.
final class Formatting {
    private static final Pattern DIRECTIVE = Pattern.compile("%(-?0?[0-9]{0,3}(?:\\.[0-9]{1,2})?)(.?)", Pattern.DOTALL);

    private Formatting() {}

    static String of(String format, Object values) throws CodeError {
        List<?> items = values instanceof List<?> list ? list : List.of(values);
        StringBuilder text = new StringBuilder();
        Matcher directive = DIRECTIVE.matcher(format);
        int copied = 0;
        int used = 0;
        while (directive.find()) {
            text.append(format, copied, directive.start());
            copied = directive.end();
            if (directive.group(2).equals("%")) {
                text.append('%');
                continue;
            }
            if (used == items.size()) {
                throw new CodeError("'" + format + "' has more places than values");
            }
            text.append(one(directive.group(1), directive.group(2), items.get(used++)));
        }
        if (used < items.size()) {
            throw new CodeError("'" + format + "' has fewer places than values");
        }
        return text.append(format.substring(copied)).toString();
    }

    private static String one(String width, String kind, Object value) throws CodeError {
        try {
            return switch (kind) {
                case "d", "i", "u" -> String.format(Locale.ROOT, "%" + width + "d", Values.truncated(value));
                case "x", "X", "o" -> String.format(Locale.ROOT, "%" + width + kind, Values.integer(value));
                case "f", "e", "g" -> String.format(Locale.ROOT, "%" + width + kind, Values.fraction(value));
                case "s", "r" -> String.format(Locale.ROOT, "%" + width + "s", Values.text(value));
                default -> throw new CodeError("'%" + width + kind + "' is not supported");
            };
        } catch (IllegalArgumentException refused) {
            throw new CodeError("'%" + width + kind + "' is not supported");
        }
    }
}
