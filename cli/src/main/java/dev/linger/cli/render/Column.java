package dev.linger.cli.render;

/// One column of a section.
///
/// @param key its name in JSON and CSV, which never changes
/// @param title its heading for readers
public record Column(String key, String title, Kind kind) {
    /// How a column is set.
    public enum Kind {
        TEXT,
        NUMBER,
        /// Numbers that a table leaves out where all of them are zero.
        NUMBER_IF_ANY
    }

    public static Column text(String key, String title) {
        return new Column(key, title, Kind.TEXT);
    }

    public static Column number(String key, String title) {
        return new Column(key, title, Kind.NUMBER);
    }

    public static Column numberIfAny(String key, String title) {
        return new Column(key, title, Kind.NUMBER_IF_ANY);
    }

    boolean isNumber() {
        return kind != Kind.TEXT;
    }
}
