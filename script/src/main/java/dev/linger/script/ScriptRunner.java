package dev.linger.script;

import dev.linger.engine.profile.Profile;
import dev.linger.script.command.ScriptFiles;
import dev.linger.script.notation.Script;
import dev.linger.script.notation.ScriptException;
import dev.linger.script.notation.ScriptOption;
import dev.linger.script.run.RunSettings;
import dev.linger.script.run.ScriptFailure;
import dev.linger.script.run.ScriptRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Runs packet scripts against an engine in virtual time: minutes of waiting take no time, and a run is the same
/// every time. One run is one thread's; many may run at once.
public final class ScriptRunner {
    private ScriptRunner() {}

    /// Runs a script on a host of this profile.
    ///
    /// @param given options that hold whatever the script says itself, as those of a command line do
    ///     (gtests/net/packetdrill/config.c:parse_and_finalize_config)
    /// @param files reads the files that the script's commands name
    public static ScriptResult run(Script script, Profile profile, List<ScriptOption> given, ScriptFiles files) {
        List<ScriptOption> options = new ArrayList<>(script.options());
        options.addAll(given);
        RunSettings settings;
        try {
            settings = RunSettings.of(script.name(), options);
        } catch (ScriptException problem) {
            return new ScriptResult(ScriptResult.Verdict.REFUSED, problem.getMessage(), List.of(), 0);
        }
        SequencedSet<String> notes = new LinkedHashSet<>();
        for (String option : settings.withoutMeaning()) {
            notes.add("option " + option + " has no meaning here");
        }
        if (settings.dryRun()) {
            return new ScriptResult(ScriptResult.Verdict.PASSED, "", List.copyOf(notes), 0);
        }
        ScriptRun run = new ScriptRun(script, profile, settings, files, notes::add);
        ScriptResult.Verdict verdict = ScriptResult.Verdict.PASSED;
        String message = "";
        try {
            run.run();
        } catch (ScriptFailure failure) {
            verdict = failure.isRefused() ? ScriptResult.Verdict.REFUSED : ScriptResult.Verdict.FAILED;
            message = failure.getMessage();
        }
        return new ScriptResult(verdict, message, List.copyOf(notes), run.passedNanos());
    }
}
