package dev.linger.script.notation;

import java.util.regex.Pattern;

/// Writes scripts and their parts in the notation that [ScriptParser] reads. What was read and written says the same;
/// comments, blank lines, the spelling of times and the words that definitions stood for are gone.
public final class NotationWriter {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /// Values of options that need no quotes.
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_.:/,=+-]+");

    private NotationWriter() {}

    /// A whole script, each event on a line of its own.
    public static String script(Script script) {
        StringBuilder text = new StringBuilder();
        if (script.profile() != null) {
            text.append("// #profile ").append(script.profile()).append('\n');
        }
        for (ScriptOption option : script.options()) {
            text.append(option(option)).append('\n');
        }
        if (script.before() != null) {
            text.append(action(script.before())).append('\n');
        }
        for (Event event : script.events()) {
            text.append(event(event)).append('\n');
        }
        if (script.after() != null) {
            text.append(action(script.after())).append('\n');
        }
        return text.toString();
    }

    /// An options line: `--mss=1460`.
    public static String option(ScriptOption option) {
        String value = option.value();
        if (value == null) {
            return "--" + option.name();
        }
        boolean bare = option.name().equals("define") || BARE.matcher(value).matches();
        return "--" + option.name() + "=" + (bare ? value : '"' + value + '"');
    }

    /// A line of a script: the time and what happens then.
    public static String event(Event event) {
        String time = time(event.time());
        if (event.action() instanceof SystemCall call && call.waits()) {
            time += "..." + seconds(call.endMicros());
        }
        return time + " " + action(event.action());
    }

    public static String time(EventTime time) {
        return switch (time.kind()) {
            case ABSOLUTE -> seconds(time.fromMicros());
            case RELATIVE -> "+" + seconds(time.fromMicros());
            case ABSOLUTE_RANGE -> seconds(time.fromMicros()) + "~" + seconds(time.toMicros());
            case RELATIVE_RANGE -> "+" + seconds(time.fromMicros()) + "~+" + seconds(time.toMicros());
            case ANY -> "*";
        };
    }

    /// What happens, without its time.
    public static String action(Action action) {
        return switch (action) {
            case TcpPacket packet -> packet(packet);
            case IcmpPacket packet -> PacketWriter.icmp(packet);
            case SystemCall call -> call(call);
            case Command command -> "`" + command.text() + "`";
            case Code code -> "%{ " + code.text() + " }%";
        };
    }

    /// A segment: `> S. 0:0(0) ack 1 win 65535 <mss 1460>`.
    public static String packet(TcpPacket packet) {
        return PacketWriter.tcp(packet);
    }

    /// A system call with its result, without its times.
    public static String call(SystemCall call) {
        return CallWriter.call(call);
    }

    public static String expression(Expression expression) {
        return CallWriter.expression(expression);
    }

    /// Microseconds as seconds, as short as they can be written exactly.
    private static String seconds(long micros) {
        long whole = micros / MICROS_PER_SECOND;
        long rest = micros % MICROS_PER_SECOND;
        if (rest == 0) {
            return Long.toString(whole);
        }
        String decimals = Long.toString(MICROS_PER_SECOND + rest).substring(1);
        return whole + "." + decimals.replaceAll("0+$", "");
    }
}
