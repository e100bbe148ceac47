package dev.linger.cli.render;

import dev.linger.diagnosis.Diagnosis;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.observation.Activity;
import dev.linger.observation.HostSnapshot;
import java.util.ArrayList;
import java.util.List;

/// What the doctor says, in every format.
///
/// @param version of the Linger that says it
/// @param source where the snapshot came from, if not from this host now; else empty
public record DiagnosisReport(String version, Diagnosis diagnosis, String source) {
    static final String KIND = "diagnosis";

    /// This report in `format`, with a newline at its end; text is wrapped at `width` columns.
    public String render(Format format, Ink ink, int width) {
        return switch (format) {
            case TABLE, WIDE -> new DiagnosisText(this, format == Format.WIDE, ink, width).render();
            case JSON -> DiagnosisJson.document(this);
            case NDJSON -> DiagnosisJson.lines(this);
            case CSV -> CsvForm.of(DiagnosisParts.report(this));
            case MARKDOWN -> new DiagnosisMarkdown(this).render();
            case HTML -> new DiagnosisHtml(this).render();
        };
    }

    HostSnapshot snapshot() {
        return diagnosis.snapshot();
    }

    List<Finding> findings() {
        return diagnosis.findings();
    }

    /// `Linger 0.1.0 · web-3 · Linux 6.18.44 · namespace host (of 4) · sampled 2.0 s`.
    String headline(boolean withCost) {
        HostSnapshot snapshot = snapshot();
        List<String> parts = new ArrayList<>();
        parts.add("Linger " + version);
        parts.add(snapshot.host());
        parts.add(snapshot.kernel().system() + " " + snapshot.kernel().release());
        int others = snapshot.namespace().others();
        parts.add("namespace " + snapshot.namespace().name()
                + (others == 0 ? "" : " (of " + NumberText.grouped(others + 1L) + ")"));
        parts.add(snapshot.activity()
                .map(activity -> "sampled " + NumberText.decimal(activity.seconds(), 1) + " s")
                .orElse("one sample, so no rates"));
        if (!source.isEmpty()) {
            parts.add("from " + source);
        }
        if (withCost) {
            parts.add("looked in " + Report.costText(snapshot.cost()));
        }
        return SafeText.of(String.join(" · ", parts));
    }

    /// The report's facts, for the formats that list them.
    List<Fact> facts() {
        HostSnapshot snapshot = snapshot();
        return List.of(
                new Fact("linger", Cell.text(version)),
                new Fact("host", Cell.text(snapshot.host())),
                new Fact("system", Cell.text(snapshot.kernel().system())),
                new Fact("release", Cell.text(snapshot.kernel().release())),
                new Fact("namespace", Cell.text(snapshot.namespace().name())),
                new Fact("otherNamespaces", Cell.count(snapshot.namespace().others())),
                new Fact("takenEpochMillis", Cell.count(snapshot.takenEpochMillis())),
                new Fact(
                        "sampledSeconds",
                        snapshot.activity()
                                .map(Activity::seconds)
                                .map(Cell::number)
                                .orElse(Cell.missing("-"))));
    }

    /// Whether a remedy ends the failure or puts it off, and how far.
    static String worth(Remedy remedy) {
        String what = remedy.removesFailure() ? "removes the failure" : "only moves the limit";
        if (remedy.headroom() == 1) {
            return what;
        }
        return Double.isFinite(remedy.headroom())
                ? what + ", " + NumberText.decimal(remedy.headroom(), remedy.headroom() < 10 ? 1 : 0)
                        + " times the room"
                : what;
    }

    /// What a finding is about, with its main number; the host need not be named.
    static String statement(Finding finding) {
        return finding.subject().equals("host") ? finding.summary() : finding.subject() + ": " + finding.summary();
    }
}
