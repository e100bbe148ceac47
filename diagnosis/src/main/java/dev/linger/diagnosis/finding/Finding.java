package dev.linger.diagnosis.finding;

import dev.linger.observation.NetworkNamespace;
import java.util.List;

/// Something said about how a host's connections end: what, how bad, why, who, and what to do.
///
/// @param name stable: `ports-exhausted`; has a page under docs/reference/findings
/// @param subject what it is about: a destination, a process, a listener, the host
/// @param summary the finding in a few words with its main number
/// @param cause one sentence
/// @param remedies best first
/// @param badAdvice what not to do
public record Finding(
        String name,
        Severity severity,
        String subject,
        String summary,
        List<Evidence> evidence,
        String cause,
        Suspect who,
        List<Remedy> remedies,
        List<BadAdvice> badAdvice) {
    public Finding {
        evidence = List.copyOf(evidence);
        remedies = remedies.stream().sorted().toList();
        badAdvice = List.copyOf(badAdvice);
    }

    /// The same finding with remedies whose commands work in `namespace`.
    public Finding in(NetworkNamespace namespace) {
        List<Remedy> entered =
                remedies.stream().map(remedy -> remedy.in(namespace)).toList();
        return new Finding(name, severity, subject, summary, evidence, cause, who, entered, badAdvice);
    }
}
