package dev.linger.script.code;

import dev.linger.script.code.Node.Statement;
import dev.linger.script.notation.Code;
import dev.linger.script.notation.ScriptException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.StringJoiner;

/// The code of one script. As in the original tool it is collected while the script runs, each block with the values
/// of its moment, and runs when the script has ended; a later block sees what an earlier one has assigned.
public final class CodeBlocks {
    private final String script;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Object> names = new HashMap<>();
    private final Evaluator evaluator = new Evaluator(names);
    private final List<String> printed = new ArrayList<>();

    private record Block(List<Statement> statements, Map<String, Long> values) {}

    /// @param script what messages call it
    public CodeBlocks(String script) {
        this.script = script;
    }

    /// Throws [ScriptException] for code that is not understood or asks for what is not supported.
    public static void check(String script, Code code) throws ScriptException {
        CodeParser.statements(script, code);
    }

    /// The block's moment has come. Values are those of the fields of tcp_info and what else the original tool gives
    /// to code, under their names there; as unsigned numbers.
    public void add(Code code, Map<String, Long> values) throws ScriptException {
        blocks.add(new Block(CodeParser.statements(script, code), Map.copyOf(values)));
    }

    /// Runs all blocks.
    ///
    /// @throws BrokenAssertion for the first assertion that does not hold
    /// @throws ScriptException for what cannot be worked out, as a name that is not known
    public void run() throws ScriptException, BrokenAssertion {
        for (Block block : blocks) {
            block.values().forEach((name, value) -> names.put(name, unsigned(value)));
            for (Statement statement : block.statements()) {
                try {
                    run(statement);
                } catch (CodeError error) {
                    throw new ScriptException(script, statement.line(), error.getMessage());
                }
            }
        }
    }

    /// What print() wrote, by lines.
    public List<String> printed() {
        return List.copyOf(printed);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private void run(Statement statement) throws CodeError, BrokenAssertion {
        switch (statement) {
            case Statement.Assertion assertion -> {
                if (!Values.holds(evaluator.value(assertion.condition()))) {
                    throw new BrokenAssertion(assertion.line(), failure(assertion));
                }
            }
            case Statement.Assignment assignment -> names.put(assignment.name(), evaluator.value(assignment.value()));
            case Statement.Print print -> {
                StringJoiner line = new StringJoiner(" ");
                evaluator.values(print.values()).forEach(value -> line.add(Values.text(value)));
                printed.add(line.toString());
            }
            case Statement.Evaluation evaluation -> {
                Object _ = evaluator.value(evaluation.value());
            }
        }
    }

    private String failure(Statement.Assertion assertion) throws CodeError {
        StringBuilder message = new StringBuilder("assertion failed: ").append(assertion.text());
        if (assertion.message() != null) {
            message.append(": ").append(Values.text(evaluator.value(assertion.message())));
        }
        SequencedSet<String> found = new LinkedHashSet<>();
        Evaluator.names(assertion.condition(), found);
        StringJoiner values = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (String name : found) {
            if (names.containsKey(name) || CodeConstants.VALUES.containsKey(name)) {
                values.add(name + " is " + Values.text(evaluator.value(new Node.Name(name))));
            }
        }
        return message.append(values).toString();
    }
}
