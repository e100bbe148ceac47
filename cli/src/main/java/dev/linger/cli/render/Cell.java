package dev.linger.cli.render;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/// One value of a report, written for readers, plainly (CSV), and as JSON.
///
/// Plain methods instead of a switch over the kinds: matching on types is linked at run time, which costs
/// milliseconds of every start.
public sealed interface Cell {
    /// For readers: `28,101`, `TIME-WAIT`, `99.5 %`.
    String shown();

    /// For programs: `28101`, `TIME_WAIT`, `0.9953`.
    String plain();

    void writeTo(JsonGenerator json);

    /// Whether there is nothing to see: a column of such cells can be left out of a table.
    default boolean isZero() {
        return false;
    }

    static Cell text(String text) {
        return new Words(text, text);
    }

    /// A text that readers see in another spelling than programs.
    static Cell text(String shown, String plain) {
        return new Words(shown, plain);
    }

    static Cell count(long count) {
        return new Count(count);
    }

    /// A number that names something, such as a pid: never grouped by thousands.
    static Cell identifier(long number) {
        return new Identifier(number);
    }

    /// Any number; one that is not finite is shown as missing.
    static Cell number(double number) {
        return Double.isFinite(number) ? new Decimal(number) : new Missing("-");
    }

    /// A part of a whole, 0 to 1.
    static Cell share(double share) {
        return new Share(share);
    }

    /// A count whose zeros are gaps to be seen.
    static Cell countOrGap(long count) {
        return count == 0 ? new Gap() : new Count(count);
    }

    /// Several texts.
    static Cell texts(List<String> texts) {
        return new Texts(texts);
    }

    /// Text of several lines, which a table shows as one.
    static Cell lines(String text) {
        return new Words(text.replace("\n", " ↵ "), text);
    }

    /// A value that does not exist, such as the pid of nobody.
    static Cell missing(String shown) {
        return new Missing(shown);
    }

    record Words(String shown, String plain) implements Cell {
        public Words {
            shown = SafeText.of(shown);
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeString(plain);
        }
    }

    record Count(long count) implements Cell {
        @Override
        public String shown() {
            return NumberText.grouped(count);
        }

        @Override
        public String plain() {
            return Long.toString(count);
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeNumber(count);
        }

        @Override
        public boolean isZero() {
            return count == 0;
        }
    }

    record Identifier(long number) implements Cell {
        @Override
        public String shown() {
            return plain();
        }

        @Override
        public String plain() {
            return Long.toString(number);
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeNumber(number);
        }
    }

    record Share(double share) implements Cell {
        @Override
        public String shown() {
            return NumberText.percent(share);
        }

        @Override
        public String plain() {
            return NumberText.decimal(share, 4);
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeRawValue(plain());
        }
    }

    record Decimal(double number) implements Cell {
        @Override
        public String shown() {
            return plain();
        }

        @Override
        public String plain() {
            return NumberText.plain(number);
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeRawValue(plain());
        }
    }

    record Gap() implements Cell {
        @Override
        public String shown() {
            return "·";
        }

        @Override
        public String plain() {
            return "0";
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeNumber(0);
        }
    }

    record Texts(List<String> texts) implements Cell {
        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        public String shown() {
            return SafeText.of(String.join(", ", texts));
        }

        @Override
        public String plain() {
            return String.join("; ", texts);
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeStartArray();
            texts.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    record Missing(String shown) implements Cell {
        @Override
        public String plain() {
            return "";
        }

        @Override
        public void writeTo(JsonGenerator json) {
            json.writeNull();
        }
    }
}
