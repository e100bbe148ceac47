package dev.linger.observation.json;

/// A file that is no snapshot, or not one that this Linger reads. The message names the place and what was expected.
public final class SnapshotFormatException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    SnapshotFormatException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /// Counted from 1; 0 when the place is not known.
    public int line() {
        return line;
    }

    /// Counted from 1; 0 when the place is not known.
    public int column() {
        return column;
    }
}
