package dev.linger.cli.script;

import dev.linger.engine.profile.Profile;
import dev.linger.script.ScriptResult;
import dev.linger.script.ScriptRunner;
import dev.linger.script.notation.Script;
import dev.linger.script.notation.ScriptException;
import dev.linger.script.notation.ScriptParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs one script in every way that was asked for. May be used by many threads at once.
///
/// @param known has read what concerns the scripts to run
public record ScriptRuns(Manner manner, KnownDifferences known) {
    /// What a script says of itself, or why it cannot be understood.
    ///
    /// @param problem empty if there is none
    public record Reading(ScriptFile file, String profile, List<String> ipVersions, String problem) {}

    /// Reads a script without running it.
    public Reading read(ScriptFile file) {
        try {
            Script script = ScriptParser.parse(file.name(), file.text(), manner.defines());
            String profile = profile(file, script).name();
            return new Reading(file, profile, manner.ipVersionsOf(script), "");
        } catch (IOException | ScriptException problem) {
            return new Reading(file, "", List.of(), problem(file, problem));
        }
    }

    /// A report for each IP version, or one of a script that cannot be understood.
    public List<RunReport> run(ScriptFile file) {
        String text = "";
        try {
            text = file.text();
            Script script = ScriptParser.parse(file.name(), text, manner.defines());
            Profile profile = profile(file, script);
            List<RunReport> reports = new ArrayList<>();
            for (String ipVersion : manner.ipVersionsOf(script)) {
                ScriptResult result =
                        ScriptRunner.run(script, profile, manner.optionsFor(ipVersion), new NearbyFiles(file));
                reports.add(report(file, profile.name(), ipVersion, result, text.length()));
            }
            return reports;
        } catch (IOException | ScriptException problem) {
            ScriptResult refused = new ScriptResult(ScriptResult.Verdict.REFUSED, problem(file, problem), List.of(), 0);
            return List.of(report(file, manner.profile().map(Profile::name).orElse(""), "", refused, text.length()));
        } catch (RuntimeException fault) {
            throw new IllegalStateException("while running " + file.name(), fault);
        }
    }

    private Profile profile(ScriptFile file, Script script) throws ScriptException {
        try {
            return manner.profileOf(script);
        } catch (IllegalArgumentException unknown) {
            throw new ScriptException(file.name(), 1, "#profile: " + unknown.getMessage());
        }
    }

    private static String problem(ScriptFile file, Exception problem) {
        return problem instanceof IOException failure
                ? file.name() + ": cannot be read: " + ScriptSearch.reason(failure)
                : String.valueOf(problem.getMessage());
    }

    private RunReport report(ScriptFile file, String profile, String ipVersion, ScriptResult result, int characters) {
        String expected = known.reason(file, profile, ipVersion).orElse("");
        Outcome outcome = switch (result.verdict()) {
            case PASSED -> expected.isEmpty() ? Outcome.PASSED : Outcome.UNEXPECTED_PASS;
            case FAILED -> expected.isEmpty() ? Outcome.FAILED : Outcome.KNOWN_DIFFERENCE;
            case REFUSED -> expected.isEmpty() ? Outcome.REFUSED : Outcome.KNOWN_DIFFERENCE;
        };
        return new RunReport(
                file.name(),
                file.folder(),
                profile,
                ipVersion,
                outcome,
                result.message(),
                expected,
                result.notes(),
                result.virtualNanos(),
                characters);
    }
}
