package dev.linger.cli.render;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The findings as rows, one for each thing said: what a table of cells can hold.
final class DiagnosisParts {
    private static final List<Column> COLUMNS = List.of(
            Column.text("finding", "FINDING"),
            Column.text("severity", "SEVERITY"),
            Column.text("subject", "SUBJECT"),
            Column.text("part", "PART"),
            Column.number("rank", "RANK"),
            Column.text("name", "NAME"),
            Column.number("value", "VALUE"),
            Column.text("text", "TEXT"));

    private final List<List<Cell>> rows = new ArrayList<>();
    private final Finding finding;

    private DiagnosisParts(Finding finding) {
        this.finding = finding;
    }

    static Report report(DiagnosisReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Finding finding : report.findings()) {
            rows.addAll(new DiagnosisParts(finding).rows());
        }
        Section section = new Section("finding", "", List.of(), COLUMNS, rows, Optional.empty());
        return new Report(
                DiagnosisReport.KIND,
                report.headline(false),
                report.facts(),
                List.of(section),
                report.snapshot().limits(),
                report.snapshot().cost());
    }

    private List<List<Cell>> rows() {
        Cell none = Cell.missing("");
        part("summary", none, "", none, finding.summary());
        part("cause", none, "", none, finding.cause());
        for (Evidence evidence : finding.evidence()) {
            part("evidence", none, evidence.name(), Cell.number(evidence.value()), evidence.phrase());
        }
        part(
                finding.who().inferred() ? "who-inferred" : "who",
                none,
                finding.who().process().map(process -> process.name()).orElse(""),
                finding.who()
                        .process()
                        .map(process -> Cell.count(process.pid()))
                        .orElse(none),
                finding.who().basis());
        int rank = 0;
        for (Remedy remedy : finding.remedies()) {
            rank++;
            remedy(Cell.count(rank), remedy);
        }
        for (BadAdvice bad : finding.badAdvice()) {
            part("bad-advice", none, bad.advice(), none, bad.why());
        }
        return rows;
    }

    private void remedy(Cell rank, Remedy remedy) {
        Cell none = Cell.missing("");
        part("remedy", rank, remedy.name(), Cell.number(remedy.headroom()), remedy.title());
        part("remedy-removes-failure", rank, remedy.name(), none, Boolean.toString(remedy.removesFailure()));
        part("remedy-effect", rank, remedy.name(), none, remedy.effect());
        part("remedy-risk-" + remedy.risk().word(), rank, remedy.name(), none, remedy.riskText());
        for (String step : remedy.steps()) {
            part("remedy-step", rank, remedy.name(), none, step);
        }
        remedy.change()
                .ifPresent(
                        change -> part("remedy-change", rank, change.setting().sysctl(), none, change.value()));
    }

    private void part(String part, Cell rank, String name, Cell value, String text) {
        rows.add(List.of(
                Cell.text(finding.name()),
                Cell.text(finding.severity().word()),
                Cell.text(finding.subject()),
                Cell.text(part),
                rank,
                Cell.text(name),
                value,
                Cell.text(text)));
    }
}
