package dev.linger.script.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads packet scripts: hand-written recursive descent over [Tokens]. Nesting is bounded, so no script exhausts the
/// stack, and nothing but [ScriptException] is thrown for what a script says.
public final class ScriptParser {
    private final String name;
    private final Tokens tokens;
    private final TimeParser times;
    private final PacketParser packets;
    private final CallParser calls;

    private ScriptParser(String name, Tokens tokens) {
        this.name = name;
        this.tokens = tokens;
        times = new TimeParser(tokens);
        packets = new PacketParser(tokens);
        calls = new CallParser(tokens);
    }

    /// Reads a script.
    ///
    /// @param name what messages call the script
    /// @param defines what words stand for, before anything the script defines itself; an empty value keeps the
    ///     word and only counts for `#ifdef`
    public static Script parse(String name, String text, Map<String, String> defines) throws ScriptException {
        return new ScriptParser(name, new Tokens(new Lexer(name, text, defines))).script();
    }

    private Script script() throws ScriptException {
        List<ScriptOption> options = new ArrayList<>();
        while (tokens.peek().is(TokenKind.OPTION)) {
            options.add(option());
        }
        Command before = command();
        List<Event> events = new ArrayList<>();
        do {
            events.add(event());
        } while (!tokens.peek().is(TokenKind.END) && !tokens.peek().is(TokenKind.COMMAND));
        Command after = command();
        if (!tokens.peek().is(TokenKind.END)) {
            throw tokens.expected("the end of the script after the last command");
        }
        return new Script(name, tokens.profile(), options, before, events, after);
    }

    private ScriptOption option() throws ScriptException {
        Token token = tokens.take();
        String option = token.text();
        if (!ScriptOption.isKnown(option)) {
            throw tokens.refused(token, "unknown option --" + option);
        }
        String value = tokens.optionValue();
        if (option.equals("define")) {
            int equals = value == null ? -1 : value.indexOf('=');
            if (value == null || equals <= 0) {
                throw tokens.refused(token, "--define needs a symbol and its value: --define=NAME=value");
            }
            tokens.define(value.substring(0, equals), value.substring(equals + 1));
        }
        return new ScriptOption(token.line(), option, value);
    }

    private @Nullable Command command() throws ScriptException {
        if (!tokens.peek().is(TokenKind.COMMAND)) {
            return null;
        }
        Token token = tokens.take();
        return new Command(token.line(), token.text());
    }

    private Event event() throws ScriptException {
        Token start = tokens.peek();
        boolean time =
                start.is(TokenKind.INTEGER) || start.is(TokenKind.DECIMAL) || start.isSign('+') || start.isSign('*');
        if (!time) {
            throw tokens.expected("the time of an event");
        }
        EventTime when = times.time();
        Action action = action();
        boolean exact = when.kind() == EventTime.Kind.ABSOLUTE || when.kind() == EventTime.Kind.RELATIVE;
        if (!exact && !isOutbound(action)) {
            String form = when.kind() == EventTime.Kind.ANY ? "the time *" : "a range of times";
            throw tokens.refused(start, form + " is for outbound packets only");
        }
        return new Event(start.line(), when, action);
    }

    private Action action() throws ScriptException {
        Token start = tokens.peek();
        if (start.isSign('<') || start.isSign('>')) {
            return packets.packet();
        }
        if (start.is(TokenKind.CODE)) {
            tokens.take();
            return new Code(start.line(), start.text());
        }
        Command command = command();
        return command != null ? command : calls.call();
    }

    private static boolean isOutbound(Action action) {
        return switch (action) {
            case TcpPacket packet -> packet.direction() == Direction.OUTBOUND;
            case IcmpPacket packet -> packet.direction() == Direction.OUTBOUND;
            case SystemCall _, Command _, Code _ -> false;
        };
    }
}
