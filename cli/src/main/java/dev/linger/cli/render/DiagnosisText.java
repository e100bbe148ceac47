package dev.linger.cli.render;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The findings for a reader at a terminal. Prose is wrapped; what can be copied into a shell stays on its line.
final class DiagnosisText {
    private static final int INDENT = 10;
    private static final int REMEDY_INDENT = 5;

    private final DiagnosisReport report;
    private final boolean wide;
    private final Ink ink;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    DiagnosisText(DiagnosisReport report, boolean wide, Ink ink, int width) {
        this.report = report;
        this.wide = wide;
        this.ink = ink;
        this.width = width;
    }

    String render() {
        Wrapping.append(text, report.headline(wide), 0, 2, width);
        List<Finding> findings = report.findings();
        for (int index = 0; index < findings.size(); index++) {
            text.append('\n');
            finding(findings.get(index), findings.subList(0, index));
        }
        return text.toString();
    }

    private void finding(Finding finding, List<Finding> earlier) {
        Severity severity = finding.severity();
        String word = severity.name();
        text.append(colour(severity, word)).repeat(' ', INDENT - word.length());
        text.append(ink.bold(finding.name())).append("  ");
        prose(DiagnosisReport.statement(finding), INDENT + finding.name().length() + 2, INDENT);
        List<String> phrases = new ArrayList<>();
        for (Evidence evidence : finding.evidence()) {
            phrases.add(evidence.phrase().replace(' ', Wrapping.TOGETHER));
        }
        indented(String.join(Wrapping.TOGETHER + "· ", phrases));
        indented(finding.cause());
        if (severity != Severity.OK) { // nobody is to blame for what is right
            indented("who: " + finding.who());
        }
        Finding same = sameRemedies(finding, earlier);
        if (same == null) {
            remedies(finding.remedies());
            badAdvice(finding.badAdvice());
        } else {
            indented("remedies: as for " + same.name() + " above");
        }
    }

    /// A finding above about the same subject with the same remedies: they are printed once.
    private static @Nullable Finding sameRemedies(Finding finding, List<Finding> earlier) {
        for (Finding above : earlier) {
            boolean same = above.subject().equals(finding.subject())
                    && above.remedies().equals(finding.remedies());
            if (same && !finding.remedies().isEmpty()) {
                return above;
            }
        }
        return null;
    }

    private void remedies(List<Remedy> remedies) {
        int rank = 0;
        for (Remedy remedy : remedies) {
            rank++;
            remedy(rank, remedy);
        }
    }

    private void badAdvice(List<BadAdvice> badAdvice) {
        if (!badAdvice.isEmpty()) {
            List<String> advice = new ArrayList<>();
            for (BadAdvice bad : badAdvice) {
                advice.add(bad.toString());
            }
            text.append("  not: ");
            prose(String.join(", ", advice), 7, 7);
        }
    }

    private void remedy(int rank, Remedy remedy) {
        String number = Integer.toString(rank);
        text.repeat(' ', REMEDY_INDENT - 2 - number.length()).append(number).append("  ");
        text.append(ink.bold(SafeText.of(remedy.title()))).append('\n');
        text.repeat(' ', REMEDY_INDENT).append(DiagnosisReport.worth(remedy)).append('\n');
        text.repeat(' ', REMEDY_INDENT);
        prose(remedy.effect(), REMEDY_INDENT, REMEDY_INDENT);
        text.repeat(' ', REMEDY_INDENT);
        prose("risk " + remedy.risk().word() + ": " + remedy.riskText(), REMEDY_INDENT, REMEDY_INDENT);
        for (String step : remedy.steps()) {
            text.repeat(' ', REMEDY_INDENT + 2)
                    .append(ink.cyan(SafeText.of(step)))
                    .append('\n');
        }
    }

    private void indented(String words) {
        if (!words.isEmpty()) {
            text.repeat(' ', INDENT);
            prose(words, INDENT, INDENT);
        }
    }

    private void prose(String words, int column, int indent) {
        Wrapping.append(text, SafeText.of(words).replace(" %", Wrapping.TOGETHER + "%"), column, indent, width);
    }

    private String colour(Severity severity, String word) {
        return switch (severity) {
            case CRITICAL -> ink.red(word);
            case WARNING -> ink.yellow(word);
            case NOTICE -> ink.cyan(word);
            case OK -> ink.green(word);
        };
    }
}
