package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Risk;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.host.Situation;
import dev.linger.model.PortRange;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.observation.EphemeralPorts;
import dev.linger.observation.census.DestinationUse;
import dev.linger.observation.census.PortBudget;
import java.util.List;

/// A destination whose local ports are used up: connect() fails with EADDRNOTAVAIL, or is about to.
public final class PortsExhaustedRule implements Rule {
    /// More says nothing more, and a table of many destinations would be gone through for each.
    static final int MOST_FINDINGS = 20;

    @Override
    public List<Finding> examine(Situation situation) {
        if (situation.budget().size() <= 0) {
            return List.of(noPortAtAll(situation));
        }
        return situation.destinations().stream()
                .filter(use -> exhausted(situation, use))
                .limit(MOST_FINDINGS)
                .map(use -> finding(situation, use))
                .toList();
    }

    static boolean exhausted(Situation situation, DestinationUse use) {
        return situation.judged(use)
                && situation.blockedPorts(use) > 0
                && situation.blockedShare(use) >= situation.threshold(Threshold.PORTS_EXHAUSTED_SHARE);
    }

    private static Finding finding(Situation situation, DestinationUse use) {
        PortUse ports = new PortUse(situation, use);
        Suspect who = situation.opener(use.destination());
        return new Finding(
                "ports-exhausted",
                Severity.CRITICAL,
                use.destination().toString(),
                ports.summary(),
                ports.evidence(),
                switch (ports.holder()) {
                    case TIME_WAIT ->
                        "This host closes first, so each connection keeps its port in TIME_WAIT for "
                                + situation.hold(use).explanation() + " after its end.";
                    case ORPHANS ->
                        "This host has closed and its peers have not: the ports are held by FIN_WAIT_2 without a"
                                + " process.";
                    case LIVE ->
                        "Live connections hold the ports, not waiting ones: they are opened faster than they end.";
                },
                who,
                ports.remedies(who),
                ports.badAdvice());
    }

    private static Finding noPortAtAll(Situation situation) {
        PortBudget budget = situation.budget();
        return new Finding(
                "ports-exhausted",
                Severity.CRITICAL,
                "host",
                "no port is left for any outgoing connection: the budget is " + budget.explanation(),
                List.of(new Evidence("port-budget", budget.size(), "budget " + budget.explanation())),
                "The reserved ports and the listeners cover the whole automatic range, so every connect() fails.",
                Suspect.unknown("settings of this namespace"),
                List.of(portsBack(budget)),
                List.of(new BadAdvice("tcp_tw_reuse", "there is no port to reuse")));
    }

    private static Remedy portsBack(PortBudget budget) {
        EphemeralPorts usual =
                new EphemeralPorts(PortRange.LINUX_DEFAULT, budget.ephemeral().reserved(), false);
        boolean rangeSuffices = new PortBudget(usual, budget.held()).size() > 0;
        SettingChange change = rangeSuffices
                ? new SettingChange(
                        Setting.IP_LOCAL_PORT_RANGE,
                        PortRange.LINUX_DEFAULT.first() + " " + PortRange.LINUX_DEFAULT.last())
                : new SettingChange(Setting.IP_LOCAL_RESERVED_PORTS, "");
        return Remedy.ofSetting(
                "ports-back",
                rangeSuffices ? "give the range back" : "give the reserved ports back",
                true,
                Double.POSITIVE_INFINITY,
                "connect() finds a port again",
                Risk.LOW,
                "a service whose port is in the range may find it taken at its next start",
                change);
    }
}
