package dev.linger.cli.render;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;

/// The findings as a page of HTML, to attach to a ticket or to show to a room.
final class DiagnosisHtml {
    private final DiagnosisReport report;
    private final HtmlPage page = new HtmlPage("linger doctor");

    DiagnosisHtml(DiagnosisReport report) {
        this.report = report;
    }

    String render() {
        page.element("h1", "linger doctor").element("p", report.headline(false));
        for (Finding finding : report.findings()) {
            finding(finding);
        }
        return page.page();
    }

    private void finding(Finding finding) {
        String severity = finding.severity().word();
        page.open("h2", "").element("span", "severity " + severity, severity);
        page.words(finding.name()).close("h2");
        page.open("p", "").element("strong", DiagnosisReport.statement(finding)).close("p");
        page.element("p", finding.cause());
        page.open("ul", "");
        for (Evidence evidence : finding.evidence()) {
            page.element("li", evidence.phrase());
        }
        page.element("li", "who: " + finding.who()).close("ul");
        int rank = 0;
        for (Remedy remedy : finding.remedies()) {
            rank++;
            remedy(rank, remedy);
        }
        if (!finding.badAdvice().isEmpty()) {
            page.element("h3", "Not").open("ul", "");
            for (BadAdvice bad : finding.badAdvice()) {
                page.element("li", bad.toString());
            }
            page.close("ul");
        }
    }

    private void remedy(int rank, Remedy remedy) {
        page.element("h3", rank + ". " + remedy.title());
        page.element("p", DiagnosisReport.worth(remedy) + ": " + remedy.effect());
        page.element("p", "muted", "risk " + remedy.risk().word() + ": " + remedy.riskText());
        page.open("pre", "");
        for (String step : remedy.steps()) {
            page.line(step);
        }
        page.close("pre");
    }
}
