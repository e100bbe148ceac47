package dev.linger.diagnosis;

import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.diagnosis.host.Situation;
import dev.linger.diagnosis.rule.Rules;
import dev.linger.observation.HostSnapshot;
import java.util.Comparator;
import java.util.List;

/// What Linger says of a host: its findings, the most severe first.
///
/// @param findings never empty: a host without trouble has the finding that says so
public record Diagnosis(HostSnapshot snapshot, List<Finding> findings) {
    /// Judges `snapshot` by every rule.
    public static Diagnosis of(HostSnapshot snapshot, Thresholds thresholds) {
        Situation situation = new Situation(snapshot, thresholds);
        List<Finding> findings = Rules.examine(situation).stream()
                .map(finding -> finding.in(snapshot.namespace()))
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
        return new Diagnosis(snapshot, findings);
    }

    public Severity worst() {
        return findings.getFirst().severity();
    }
}
