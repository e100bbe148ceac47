package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.host.Situation;
import dev.linger.diagnosis.remedy.PortRemedies;
import dev.linger.diagnosis.remedy.Program;
import dev.linger.observation.census.DestinationUse;
import java.util.ArrayList;
import java.util.List;

/// A destination whose local ports are running out: already most are taken, or at the present rate all will be.
///
/// A rising number of TIME_WAIT alone proves nothing: it rises for a minute after any traffic begins, then levels off
/// at rate × hold. So a warning needs the level at which it will settle to be beyond the budget.
public final class PortsFillingRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        return situation.destinations().stream()
                .filter(use -> filling(situation, use))
                .map(use -> finding(situation, use))
                .toList();
    }

    static boolean filling(Situation situation, DestinationUse use) {
        if (PortsExhaustedRule.exhausted(situation, use)) {
            return false;
        }
        return situation.blockedShare(use) >= situation.threshold(Threshold.PORTS_FILLING_SHARE)
                || willBeFull(situation, use);
    }

    private static boolean willBeFull(Situation situation, DestinationUse use) {
        PortUse ports = new PortUse(situation, use);
        boolean soon = ports.secondsUntilFull().orElse(Double.POSITIVE_INFINITY)
                <= situation.threshold(Threshold.PORTS_FILLING_SECONDS);
        double full = situation.budget().size() * situation.threshold(Threshold.PORTS_EXHAUSTED_SHARE);
        boolean levelsOffBeyond = ports.heldByWaiting()
                ? ports.portsAtThisRate() >= full && !situation.reuse().applies(use.destination())
                : situation.blockedShare(use) >= 0.25; // live ones have no level of their own to settle at
        return soon && levelsOffBeyond;
    }

    private static Finding finding(Situation situation, DestinationUse use) {
        PortUse ports = new PortUse(situation, use);
        Suspect who = situation.opener(use.destination());
        PortRemedies remedies = new PortRemedies(situation, use);
        Program program = Program.of(who);
        List<Evidence> evidence = new ArrayList<>(ports.evidence());
        if (ports.heldByWaiting() && ports.openedPerSecond() > 0) {
            double level = ports.portsAtThisRate();
            evidence.add(new Evidence(
                    "ports-at-this-rate",
                    level,
                    Numbers.count(Math.round(level)) + " ports after a minute at this rate"));
        }
        return new Finding(
                "ports-filling",
                Severity.WARNING,
                use.destination().toString(),
                ports.summary(),
                evidence,
                ports.heldByWaiting()
                        ? "Connections are opened so fast that their TIME_WAIT, "
                                + situation.hold().explanation() + " each, adds up to the whole budget."
                        : "Live connections are opened faster than they end.",
                who,
                ports.heldByWaiting() ? remedies.whereWaiting(program) : remedies.whereLive(program),
                ports.heldByWaiting() ? PortRemedies.folklore() : PortRemedies.folkloreWhereLive());
    }
}
