package dev.linger.script.code;

import dev.linger.script.code.CodeToken.Kind;
import dev.linger.script.code.Node.Statement;
import dev.linger.script.notation.Code;
import dev.linger.script.notation.ScriptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the statements of a code block.
final class CodeParser {
    private static final Set<String> KEYWORDS = Set.of(
            "if",
            "elif",
            "else",
            "for",
            "while",
            "def",
            "class",
            "import",
            "from",
            "return",
            "try",
            "except",
            "finally",
            "with",
            "del",
            "global",
            "lambda",
            "yield",
            "raise",
            "pass",
            "break",
            "continue",
            "is",
            "None",
            "async",
            "await",
            "nonlocal",
            "exec");

    private final String script;
    private final String text;
    private final CodeWords words;
    private final ExpressionReader expressions;

    private CodeParser(String script, Code code) throws ScriptException {
        this.script = script;
        this.text = code.text();
        this.words = new CodeWords(script, CodeLexer.tokens(script, text, code.line()));
        this.expressions = new ExpressionReader(words);
    }

    /// Throws [ScriptException] for what is not understood and what is not supported.
    static List<Statement> statements(String script, Code code) throws ScriptException {
        return new CodeParser(script, code).statements();
    }

    static boolean isKeyword(String name) {
        return KEYWORDS.contains(name);
    }

    private List<Statement> statements() throws ScriptException {
        List<Statement> statements = new ArrayList<>();
        while (words.peek().kind() != Kind.END) {
            if (words.peek().kind() == Kind.BREAK) {
                words.next();
                continue;
            }
            statements.add(statement());
            CodeToken end = words.next();
            if (end.kind() != Kind.BREAK) {
                throw words.unexpected(end);
            }
        }
        return List.copyOf(statements);
    }

    private Statement statement() throws ScriptException {
        CodeToken first = words.peek();
        int line = first.line();
        if (first.kind() == Kind.NAME) {
            if (isKeyword(first.text())) {
                throw new ScriptException(script, line, "'" + first.text() + "' is not supported in code");
            }
            if (first.is("assert")) {
                words.next();
                return assertion(line);
            }
            if (first.is("print")) {
                words.next();
                return new Statement.Print(line, printed());
            }
            CodeToken second = words.peekSecond();
            if (second.kind() == Kind.SIGN && second.text().endsWith("=") && !isComparison(second.text())) {
                return assignment(line);
            }
        }
        return new Statement.Evaluation(line, expressions.expressionOrTuple());
    }

    private static boolean isComparison(String sign) {
        return Set.of("==", "!=", "<=", ">=").contains(sign);
    }

    private Statement assertion(int line) throws ScriptException {
        int start = words.peek().start();
        Node condition = expressions.expression();
        String written = text.substring(start, words.lastEnd()).replaceAll("(?:\\\\?\\s)+", " ");
        boolean message = words.accept(",");
        return new Statement.Assertion(line, written, condition, message ? expressions.expression() : null);
    }

    private List<Node> printed() throws ScriptException {
        if (words.peek().kind() == Kind.BREAK) {
            return List.of();
        }
        Node value = expressions.expressionOrTuple();
        return value instanceof Node.Items items ? items.items() : List.of(value);
    }

    private Statement assignment(int line) throws ScriptException {
        String name = words.next().text();
        String sign = words.next().text();
        Node value = expressions.expressionOrTuple();
        if (sign.length() > 1) {
            value = new Node.Operation(sign.substring(0, sign.length() - 1), new Node.Name(name), value);
        }
        return new Statement.Assignment(line, name, value);
    }
}
