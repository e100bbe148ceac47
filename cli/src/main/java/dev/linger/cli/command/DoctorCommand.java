package dev.linger.cli.command;

import dev.linger.cli.render.DiagnosisReport;
import dev.linger.cli.render.Format;
import dev.linger.cli.render.Ink;
import dev.linger.diagnosis.Diagnosis;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.linux.HostException;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Limit;
import java.util.ArrayList;
import java.util.List;

/// `linger doctor`: observes a host, or reads what was observed, and says what is wrong and what to do.
final class DoctorCommand implements Command {
    private static final Option FAIL_ON = Option.valued(
                    "--fail-on",
                    "SEVERITY",
                    "exit with 1 from here up: ok, notice, warning or critical; warning unless told")
            .completedBy("ok", "notice", "warning", "critical");
    private static final Option THRESHOLD = Option.valued(
                    "--threshold", "NAME=VALUE", "judge by another number; can be given many times")
            .manyTimes()
            .completedBy(thresholdWords().toArray(String[]::new));
    private static final Option WATCH = Option.flag("--watch", "look again and again until Ctrl-C");

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "diagnose this host: the cause, the evidence, ranked remedies";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Interval.OPTION, Option.FROM, FAIL_ON, THRESHOLD, WATCH, Option.NETNS, Option.OUTPUT, Option.COLOR);
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("linger doctor", "look for 2 s and say what is wrong; exit status 0 if nothing is"),
                new Example(
                        "linger doctor --from web-3.json.gz --fail-on critical",
                        "what linger snapshot wrote elsewhere"),
                new Example("linger doctor --watch --interval 10s -o ndjson", "a line for each finding, every 10 s"),
                new Example("linger doctor --threshold ports-filling-share=0.5", "warn at half of a port budget"));
    }

    /// How findings are to be shown and judged.
    private record Manner(Thresholds thresholds, Severity failOn, Format format, Ink ink) {}

    @Override
    public int run(Arguments arguments, Console console) throws CommandException, HostException {
        Manner manner =
                new Manner(thresholds(arguments), failOn(arguments), Formats.of(arguments), console.ink(arguments));
        if (arguments.has(Option.FROM)) {
            refuse(arguments, Option.NETNS, WATCH, Interval.OPTION);
            String file = arguments.value(Option.FROM).orElseThrow();
            HostSnapshot snapshot = SnapshotFile.read(file);
            tellLimits(snapshot, console);
            return judge(snapshot, file, manner, console);
        }
        long millis = Interval.of(arguments);
        if (arguments.has(WATCH)) {
            return watch(arguments, millis, manner, console);
        }
        HostSnapshot snapshot = LiveHost.observe(arguments, millis, console);
        tellLimits(snapshot, console);
        return judge(snapshot, "", manner, console);
    }

    /// Until Ctrl-C, or until nobody reads any more.
    private static int watch(Arguments arguments, long millis, Manner manner, Console console)
            throws CommandException, HostException {
        if (millis == 0) {
            throw CommandException.usage("--watch needs an --interval above 0");
        }
        if (manner.format() == Format.JSON || manner.format() == Format.CSV || manner.format() == Format.HTML) {
            throw CommandException.usage(
                    "--watch has no end, and so no one " + manner.format().word() + " document: use -o ndjson");
        }
        int status = ExitStatus.DONE;
        for (boolean first = true; console.isOpen(); first = false) {
            HostSnapshot snapshot = LiveHost.observe(arguments, millis, console);
            if (first) {
                tellLimits(snapshot, console);
            } else if (manner.format() != Format.NDJSON) {
                console.print("\n");
            }
            status = judge(snapshot, "", manner, console);
        }
        return status;
    }

    private static int judge(HostSnapshot snapshot, String source, Manner manner, Console console)
            throws CommandException {
        Diagnosis diagnosis = Diagnosis.of(snapshot, manner.thresholds());
        DiagnosisReport report = new DiagnosisReport(Version.number(), diagnosis, source);
        console.print(report.render(manner.format(), manner.ink(), console.width()));
        return diagnosis.worst().compareTo(manner.failOn()) >= 0 ? ExitStatus.FINDINGS : ExitStatus.DONE;
    }

    private static void tellLimits(HostSnapshot snapshot, Console console) {
        for (Limit limit : snapshot.limits()) {
            console.note(limit.toString());
        }
    }

    private static void refuse(Arguments arguments, Option... options) throws CommandException {
        for (Option option : options) {
            if (arguments.has(option)) {
                throw CommandException.usage("--from reads a file, " + option.name() + " is about this host: use one");
            }
        }
    }

    private static Severity failOn(Arguments arguments) throws CommandException {
        String word = arguments.value(FAIL_ON).orElse(Severity.WARNING.word());
        return Severity.parse(word)
                .orElseThrow(() ->
                        CommandException.usage("--fail-on takes ok, notice, warning or critical; not '" + word + "'"));
    }

    private static Thresholds thresholds(Arguments arguments) throws CommandException {
        Thresholds thresholds = Thresholds.DEFAULTS;
        for (String text : arguments.values(THRESHOLD)) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            Threshold threshold = Threshold.named(name)
                    .orElseThrow(() -> CommandException.usage("--threshold takes NAME=VALUE with one of "
                            + String.join(", ", thresholdWords()) + "; not '" + text + "'"));
            try {
                thresholds = thresholds.with(threshold, Double.parseDouble(text.substring(equals + 1)));
            } catch (IllegalArgumentException notANumber) {
                throw CommandException.usage(
                        "--threshold " + name + " takes a number from 0 up; not '" + text.substring(equals + 1) + "'",
                        notANumber);
            }
        }
        return thresholds;
    }

    private static List<String> thresholdWords() {
        List<String> words = new ArrayList<>();
        for (Threshold threshold : Threshold.values()) {
            words.add(threshold.word());
        }
        return words;
    }
}
