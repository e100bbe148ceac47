package dev.linger.cli.script;

import java.util.List;

/// One run of a script and what became of it.
///
/// @param script its name
/// @param folder that it is in
/// @param profile what it ran as; empty if that could not be known
/// @param ipVersion empty if it did not get so far
/// @param message why it did not pass: one line or several; empty if it did
/// @param expected why it is known not to pass: the file, the line and the reason; empty if nothing is known
/// @param notes what the script asked for that has no effect
/// @param virtualNanos how long it took in virtual time
/// @param characters how long the script is
public record RunReport(
        String script,
        String folder,
        String profile,
        String ipVersion,
        Outcome outcome,
        String message,
        String expected,
        List<String> notes,
        long virtualNanos,
        int characters) {}
