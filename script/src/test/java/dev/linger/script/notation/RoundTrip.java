package dev.linger.script.notation;

import java.util.Map;

/// A script written down and read again.
final class RoundTrip {
    private RoundTrip() {}

    /// Everything the script says after that, but for the lines on which it says so.
    static String of(Script script) throws ScriptException {
        String written = NotationWriter.script(script);
        return withoutLines(ScriptParser.parse(script.name(), written, Map.of()));
    }

    /// Everything a script says, but for the lines on which it says so.
    static String withoutLines(Script script) {
        return script.toString().replaceAll("\\bline=[0-9]+(, )?", "");
    }
}
