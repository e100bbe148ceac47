package dev.linger.cli.render;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import java.util.Locale;

/// The findings as Markdown, to paste into a ticket.
final class DiagnosisMarkdown {
    private final DiagnosisReport report;
    private final StringBuilder text = new StringBuilder();

    DiagnosisMarkdown(DiagnosisReport report) {
        this.report = report;
    }

    String render() {
        text.append(MarkdownForm.escaped(report.headline(false))).append('\n');
        for (Finding finding : report.findings()) {
            finding(finding);
        }
        return text.toString();
    }

    private void finding(Finding finding) {
        text.append("\n## ")
                .append(finding.severity().word().toUpperCase(Locale.ROOT))
                .append(' ')
                .append(finding.name())
                .append("\n\n");
        paragraph("**" + escaped(DiagnosisReport.statement(finding)) + "**");
        paragraph(escaped(finding.cause()));
        for (Evidence evidence : finding.evidence()) {
            text.append("- ").append(escaped(evidence.phrase())).append('\n');
        }
        text.append("- who: ").append(escaped(finding.who().toString())).append("\n");
        int rank = 0;
        for (Remedy remedy : finding.remedies()) {
            rank++;
            remedy(rank, remedy);
        }
        if (!finding.badAdvice().isEmpty()) {
            text.append("\nNot:\n\n");
            for (BadAdvice bad : finding.badAdvice()) {
                text.append("- ").append(escaped(bad.toString())).append('\n');
            }
        }
    }

    private void remedy(int rank, Remedy remedy) {
        text.append("\n### ")
                .append(rank)
                .append(". ")
                .append(escaped(remedy.title()))
                .append("\n\n");
        paragraph(escaped(DiagnosisReport.worth(remedy)));
        paragraph(escaped(remedy.effect()));
        paragraph("Risk " + remedy.risk().word() + ": " + escaped(remedy.riskText()));
        text.append("```\n");
        for (String step : remedy.steps()) {
            text.append(SafeText.of(step)).append('\n');
        }
        text.append("```\n");
    }

    private void paragraph(String words) {
        text.append(words).append("\n\n");
    }

    private static String escaped(String words) {
        return MarkdownForm.escaped(SafeText.of(words));
    }
}
