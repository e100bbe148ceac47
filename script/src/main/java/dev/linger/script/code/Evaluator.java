package dev.linger.script.code;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// Works out expressions over named values.
final class Evaluator {
    private final Map<String, Object> names;

    Evaluator(Map<String, Object> names) {
        this.names = names;
    }

    Object value(Node node) throws CodeError {
        return switch (node) {
            case Node.Literal literal -> literal.value();
            case Node.Name name -> named(name.name());
            case Node.Sign sign -> Values.sign(sign.operator(), value(sign.operand()));
            case Node.Not not -> !Values.holds(value(not.operand()));
            case Node.Operation operation ->
                Values.operation(operation.operator(), value(operation.left()), value(operation.right()));
            case Node.Logic logic -> {
                Object left = value(logic.left());
                yield Values.holds(left) == logic.and() ? value(logic.right()) : left;
            }
            case Node.Comparison comparison -> comparison(comparison);
            case Node.Choice choice -> value(Values.holds(value(choice.condition())) ? choice.yes() : choice.no());
            case Node.Items items -> values(items.items());
            case Node.Call call -> Functions.call(call.function(), values(call.arguments()));
        };
    }

    List<Object> values(List<Node> nodes) throws CodeError {
        List<Object> values = new ArrayList<>();
        for (Node node : nodes) {
            values.add(value(node));
        }
        return values;
    }

    private Object named(String name) throws CodeError {
        Object value = names.get(name);
        if (value != null) {
            return value;
        }
        Long constant = CodeConstants.VALUES.get(name);
        if (constant == null) {
            throw new CodeError("name '" + name + "' is not known");
        }
        return BigInteger.valueOf(constant);
    }

    private boolean comparison(Node.Comparison comparison) throws CodeError {
        Object left = value(comparison.operands().getFirst());
        for (int index = 0; index < comparison.operators().size(); index++) {
            Object right = value(comparison.operands().get(index + 1));
            if (!Values.compare(comparison.operators().get(index), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    /// Adds the names in an expression, in the order in which they stand.
    static void names(Node node, SequencedSet<String> found) {
        switch (node) {
            case Node.Literal _ -> {}
            case Node.Name name -> found.add(name.name());
            case Node.Sign sign -> names(sign.operand(), found);
            case Node.Not not -> names(not.operand(), found);
            case Node.Operation operation -> all(List.of(operation.left(), operation.right()), found);
            case Node.Logic logic -> all(List.of(logic.left(), logic.right()), found);
            case Node.Comparison comparison -> all(comparison.operands(), found);
            case Node.Choice choice -> all(List.of(choice.yes(), choice.condition(), choice.no()), found);
            case Node.Items items -> all(items.items(), found);
            case Node.Call call -> all(call.arguments(), found);
        }
    }

    private static void all(List<Node> nodes, SequencedSet<String> found) {
        for (Node node : nodes) {
            names(node, found);
        }
    }
}
