package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.host.Situation;
import dev.linger.diagnosis.remedy.PortRemedies;
import dev.linger.diagnosis.remedy.Program;
import dev.linger.observation.census.DestinationUse;
import java.util.List;

/// A destination whose local ports are used up: connect() fails with EADDRNOTAVAIL, or is about to.
public final class PortsExhaustedRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        return situation.destinations().stream()
                .filter(use -> exhausted(situation, use))
                .map(use -> finding(situation, use))
                .toList();
    }

    static boolean exhausted(Situation situation, DestinationUse use) {
        return situation.blockedPorts(use) > 0
                && situation.blockedShare(use) >= situation.threshold(Threshold.PORTS_EXHAUSTED_SHARE);
    }

    private static Finding finding(Situation situation, DestinationUse use) {
        PortUse ports = new PortUse(situation, use);
        Suspect who = situation.opener(use.destination());
        PortRemedies remedies = new PortRemedies(situation, use);
        Program program = Program.of(who);
        List<Evidence> evidence = ports.evidence();
        return new Finding(
                "ports-exhausted",
                Severity.CRITICAL,
                use.destination().toString(),
                ports.summary(),
                evidence,
                ports.heldByWaiting()
                        ? "This host closes first, so each connection keeps its port in TIME_WAIT for "
                                + situation.hold().explanation() + " after its end."
                        : "Live connections hold the ports, not waiting ones: they are opened faster than they end.",
                who,
                ports.heldByWaiting() ? remedies.whereWaiting(program) : remedies.whereLive(program),
                ports.heldByWaiting() ? PortRemedies.folklore() : PortRemedies.folkloreWhereLive());
    }
}
