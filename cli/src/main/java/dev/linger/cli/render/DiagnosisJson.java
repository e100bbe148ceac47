package dev.linger.cli.render;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.model.SettingChange;
import dev.linger.observation.HostProcess;
import tools.jackson.core.JsonGenerator;

/// The findings as one JSON document, or one finding a line.
final class DiagnosisJson {
    private DiagnosisJson() {}

    static String document(DiagnosisReport report) {
        return JsonForm.document(json -> {
            head(json, report);
            json.writeStringProperty("worst", report.diagnosis().worst().word());
            json.writeName("findings");
            json.writeStartArray();
            for (Finding finding : report.findings()) {
                json.writeStartObject();
                finding(json, finding);
                json.writeEndObject();
            }
            json.writeEndArray();
            tail(json, report);
        });
    }

    /// Each line says whose finding it is, so that lines of many hosts and rounds can be mixed.
    static String lines(DiagnosisReport report) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : report.findings()) {
            text.append(JsonForm.line(json -> {
                head(json, report);
                finding(json, finding);
                tail(json, report);
            }));
        }
        return text.toString();
    }

    private static void head(JsonGenerator json, DiagnosisReport report) {
        json.writeStringProperty("schema", "linger/" + DiagnosisReport.KIND + "/v1");
        JsonForm.facts(json, report.facts());
    }

    private static void tail(JsonGenerator json, DiagnosisReport report) {
        JsonForm.limits(json, report.snapshot().limits());
        JsonForm.cost(json, report.snapshot().cost());
    }

    private static void finding(JsonGenerator json, Finding finding) {
        json.writeStringProperty("name", finding.name());
        json.writeStringProperty("severity", finding.severity().word());
        json.writeStringProperty("subject", finding.subject());
        json.writeStringProperty("summary", finding.summary());
        json.writeStringProperty("cause", finding.cause());
        json.writeName("evidence");
        json.writeStartArray();
        for (Evidence evidence : finding.evidence()) {
            json.writeStartObject();
            json.writeStringProperty("name", evidence.name());
            number(json, "value", evidence.value());
            json.writeStringProperty("phrase", evidence.phrase());
            json.writeEndObject();
        }
        json.writeEndArray();
        who(json, finding.who());
        json.writeName("remedies");
        json.writeStartArray();
        for (Remedy remedy : finding.remedies()) {
            json.writeStartObject();
            remedy(json, remedy);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("badAdvice");
        json.writeStartArray();
        for (BadAdvice bad : finding.badAdvice()) {
            json.writeStartObject();
            json.writeStringProperty("advice", bad.advice());
            json.writeStringProperty("why", bad.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void who(JsonGenerator json, Suspect who) {
        json.writeName("who");
        json.writeStartObject();
        if (who.process().isPresent()) {
            HostProcess process = who.process().get();
            json.writeStringProperty("process", process.name());
            json.writeNumberProperty("pid", process.pid());
        } else {
            json.writeNullProperty("process");
            json.writeNullProperty("pid");
        }
        json.writeBooleanProperty("inferred", who.inferred());
        json.writeStringProperty("basis", who.basis());
        json.writeEndObject();
    }

    private static void remedy(JsonGenerator json, Remedy remedy) {
        json.writeStringProperty("name", remedy.name());
        json.writeStringProperty("title", remedy.title());
        json.writeBooleanProperty("removesFailure", remedy.removesFailure());
        number(json, "headroom", remedy.headroom());
        json.writeStringProperty("effect", remedy.effect());
        json.writeStringProperty("risk", remedy.risk().word());
        json.writeStringProperty("riskText", remedy.riskText());
        json.writeName("steps");
        json.writeStartArray();
        for (String step : remedy.steps()) {
            json.writeString(step);
        }
        json.writeEndArray();
        if (remedy.change().isPresent()) {
            SettingChange change = remedy.change().get();
            json.writeName("change");
            json.writeStartObject();
            json.writeStringProperty("setting", change.setting().sysctl());
            json.writeStringProperty("value", change.value());
            json.writeEndObject();
        } else {
            json.writeNullProperty("change");
        }
    }

    /// A number, or null where it has no end.
    private static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        Cell.number(value).writeTo(json);
    }
}
