package dev.linger.script.notation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An argument or result of a system call.
public sealed interface Expression {
    int line();

    /// An ellipsis: anything.
    record Any(int line) implements Expression {}

    /// A whole number.
    ///
    /// @param text as it was written, decimal or hexadecimal
    record Int(int line, long value, String text) implements Expression {}

    /// A name: a constant or a flag.
    record Word(int line, String name) implements Expression {}

    /// A string in quotes, or several in a row.
    ///
    /// @param value its characters, escapes such as `\n` replaced
    /// @param open an ellipsis follows: only its beginning is given
    record Text(int line, String value, boolean open) implements Expression {}

    /// `a | b`.
    record Or(int line, Expression left, Expression right) implements Expression {}

    /// `[a, b]`.
    record Sequence(int line, List<Expression> items) implements Expression {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// `{a, b}`, not all with names.
    record Group(int line, List<Expression> items) implements Expression {
        public Group {
            items = List.copyOf(items);
        }
    }

    /// `{name=a, name(...)=b}`: each has a name.
    record Structure(int line, List<Field> fields) implements Expression {
        public Structure {
            fields = List.copyOf(fields);
        }
    }

    /// `name=value` or `name(argument)=value`.
    record Field(String name, @Nullable Expression argument, Expression value) {}

    /// `htons(8080)`.
    record Invocation(int line, String function, List<Expression> arguments) implements Expression {
        public Invocation {
            arguments = List.copyOf(arguments);
        }
    }

    /// `name = value` outside braces.
    record Assignment(int line, String name, Expression value) implements Expression {}
}
