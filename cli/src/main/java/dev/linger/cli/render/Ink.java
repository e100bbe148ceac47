package dev.linger.cli.render;

/// Emphasis on a terminal: ANSI colours, or nothing at all.
public enum Ink {
    NONE,
    ANSI;

    public String bold(String text) {
        return wrap("1", text);
    }

    public String red(String text) {
        return wrap("1;31", text);
    }

    public String yellow(String text) {
        return wrap("33", text);
    }

    public String green(String text) {
        return wrap("32", text);
    }

    public String cyan(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
