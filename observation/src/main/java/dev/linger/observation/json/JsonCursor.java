package dev.linger.observation.json;

import java.io.EOFException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// Walks JSON by what is expected next; whatever else comes is a [SnapshotFormatException] with the place and path.
final class JsonCursor {
    private final JsonParser parser;
    private final Deque<String> path = new ArrayDeque<>();

    JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /// Reads one field of an object; the cursor stands on its value.
    interface FieldReader {
        void read(String name) throws SnapshotFormatException;
    }

    /// Reads one element of an array; the cursor stands on it.
    interface ElementReader {
        void read() throws SnapshotFormatException;
    }

    /// Goes to the first token.
    void begin() throws SnapshotFormatException {
        advance();
    }

    /// Makes sure that nothing follows.
    void end() throws SnapshotFormatException {
        try {
            if (parser.nextToken() != null) {
                throw wrong("nothing after the snapshot");
            }
        } catch (JacksonException broken) {
            throw broken(broken);
        }
    }

    /// Reads the object the cursor stands on, handing each field to `fields`, and stops on its closing brace.
    void object(FieldReader fields) throws SnapshotFormatException {
        expect(JsonToken.START_OBJECT, "an object");
        while (advance() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            path.addLast(name);
            advance();
            fields.read(name);
            path.removeLast();
        }
    }

    void array(ElementReader elements) throws SnapshotFormatException {
        expect(JsonToken.START_ARRAY, "an array");
        while (advance() != JsonToken.END_ARRAY) {
            elements.read();
        }
    }

    String text() throws SnapshotFormatException {
        expect(JsonToken.VALUE_STRING, "a text");
        try {
            return parser.getString();
        } catch (JacksonException broken) {
            throw broken(broken);
        }
    }

    long number() throws SnapshotFormatException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            return parser.getLongValue();
        } catch (JacksonException tooLarge) {
            throw wrong("a whole number of 64 bits");
        }
    }

    /// A whole number from `min` to `max`, both included.
    int number(int min, int max) throws SnapshotFormatException {
        return (int) number((long) min, max);
    }

    /// A whole number from `min` to `max`, both included.
    long number(long min, long max) throws SnapshotFormatException {
        long value = number();
        if (value < min || value > max) {
            throw wrong("a whole number from " + min + " to " + max, String.valueOf(value));
        }
        return value;
    }

    /// Passes over the value the cursor stands on, whatever it is.
    void skip() throws SnapshotFormatException {
        try {
            parser.skipChildren();
        } catch (JacksonException broken) {
            throw broken(broken);
        }
    }

    SnapshotFormatException wrong(String expected) {
        String found = parser.currentToken() == null ? "the end of the file" : String.valueOf(parser.currentToken());
        return wrong(expected, found);
    }

    SnapshotFormatException wrong(String expected, String found) {
        TokenStreamLocation place = parser.currentTokenLocation();
        return new SnapshotFormatException(
                place.getLineNr(), place.getColumnNr(), at(path) + "expected " + expected + ", found " + found);
    }

    private void expect(JsonToken token, String expected) throws SnapshotFormatException {
        if (parser.currentToken() != token) {
            throw wrong(expected);
        }
    }

    private JsonToken advance() throws SnapshotFormatException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw wrong("more", "the end of the file");
            }
            return token;
        } catch (JacksonException broken) {
            throw broken(broken);
        }
    }

    private static String at(Collection<String> path) {
        return path.isEmpty() ? "" : "at " + String.join(".", path) + ": ";
    }

    private SnapshotFormatException broken(JacksonException broken) {
        return broken(broken, path);
    }

    /// What Jackson found to be no JSON, while it read the value that `path` leads to.
    static SnapshotFormatException broken(JacksonException broken, Collection<String> path) {
        TokenStreamLocation place = broken.getLocation();
        return new SnapshotFormatException(
                place == null ? 0 : Math.max(place.getLineNr(), 0),
                place == null ? 0 : Math.max(place.getColumnNr(), 0),
                at(path)
                        + (broken instanceof UnexpectedEndOfInputException || broken.getCause() instanceof EOFException
                                ? "expected more, found the end of the file"
                                : "expected JSON: " + broken.getOriginalMessage()));
    }
}
