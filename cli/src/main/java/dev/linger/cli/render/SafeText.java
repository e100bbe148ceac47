package dev.linger.cli.render;

/// Text from outside, made safe to show: a process may be called what it likes, an escape sequence for instance.
public final class SafeText {
    private SafeText() {}

    /// `text` with every control character as a question mark; itself where there is none.
    public static String of(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (Character.isISOControl(text.charAt(index))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder safe = new StringBuilder(text);
        for (int index = 0; index < safe.length(); index++) {
            if (Character.isISOControl(safe.charAt(index))) {
                safe.setCharAt(index, '?');
            }
        }
        return safe.toString();
    }
}
