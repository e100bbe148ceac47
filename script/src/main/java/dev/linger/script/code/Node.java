package dev.linger.script.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of an expression.
sealed interface Node {
    /// A number, a string or a truth value.
    record Literal(Object value) implements Node {}

    record Name(String name) implements Node {}

    /// `-x`, `+x`, `~x`.
    record Sign(String operator, Node operand) implements Node {}

    record Not(Node operand) implements Node {}

    record Operation(String operator, Node left, Node right) implements Node {}

    /// `a and b`, `a or b`.
    record Logic(boolean and, Node left, Node right) implements Node {}

    /// `a < b <= c`: holds if each neighbouring pair does.
    record Comparison(List<String> operators, List<Node> operands) implements Node {}

    /// `a if condition else b`.
    record Choice(Node condition, Node yes, Node no) implements Node {}

    /// A list or a tuple.
    record Items(List<Node> items) implements Node {}

    record Call(String function, List<Node> arguments) implements Node {}

    /// One line of code, or one of several in a line.
    sealed interface Statement {
        int line();

        /// `assert`.
        ///
        /// @param text the condition as it was written
        record Assertion(
                int line,
                String text,
                Node condition,
                @Nullable Node message) implements Statement {}

        record Assignment(int line, String name, Node value) implements Statement {}

        record Print(int line, List<Node> values) implements Statement {}

        /// An expression whose value nobody uses.
        record Evaluation(int line, Node value) implements Statement {}
    }
}
