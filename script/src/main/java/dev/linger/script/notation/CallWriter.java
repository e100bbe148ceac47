package dev.linger.script.notation;

import java.util.List;
import java.util.stream.Collectors;

/// Writes system calls and their values.
final class CallWriter {
    private CallWriter() {}

    static String call(SystemCall call) {
        StringBuilder text = new StringBuilder(call.name())
                .append('(')
                .append(list(call.arguments()))
                .append(") = ")
                .append(expression(call.result()));
        if (call.errno() != null) {
            text.append(' ').append(call.errno());
        }
        if (call.note() != null) {
            text.append(" (").append(call.note()).append(')');
        }
        return text.toString();
    }

    static String expression(Expression expression) {
        return switch (expression) {
            case Expression.Any _ -> "...";
            case Expression.Int number -> number.text();
            case Expression.Word word -> word.name();
            case Expression.Text text -> '"' + escaped(text.value()) + (text.open() ? "\"..." : "\"");
            case Expression.Or or -> expression(or.left()) + "|" + expression(or.right());
            case Expression.Sequence sequence -> "[" + list(sequence.items()) + "]";
            case Expression.Group group -> "{" + list(group.items()) + "}";
            case Expression.Structure structure -> "{" + fields(structure.fields()) + "}";
            case Expression.Invocation call -> call.function() + "(" + list(call.arguments()) + ")";
            case Expression.Assignment named -> named.name() + "=" + expression(named.value());
        };
    }

    private static String list(List<Expression> items) {
        return items.stream().map(CallWriter::expression).collect(Collectors.joining(", "));
    }

    private static String fields(List<Expression.Field> fields) {
        return fields.stream().map(CallWriter::field).collect(Collectors.joining(", "));
    }

    private static String field(Expression.Field field) {
        String argument = field.argument() == null ? "" : "(" + expression(field.argument()) + ")";
        return field.name() + argument + "=" + expression(field.value());
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            int named = "\\\"\f\n\r\t\u000B".indexOf(character);
            if (named >= 0) {
                text.append('\\').append("\\\"fnrtv".charAt(named));
            } else if (character < ' ' || (character >= 0x7F && character <= 0xFF)) {
                text.append("\\x").append(Character.forDigit(character >> 4, 16));
                text.append(Character.forDigit(character & 0xF, 16));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }
}
