package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Risk;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.host.Situation;
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
        List<Finding> findings = situation.destinations().stream()
                .filter(use -> filling(situation, use))
                .limit(PortsExhaustedRule.MOST_FINDINGS)
                .map(use -> finding(situation, use))
                .toList();
        boolean exhausted =
                situation.destinations().stream().anyMatch(use -> PortsExhaustedRule.exhausted(situation, use));
        return findings.isEmpty() && !exhausted && usedUpOverDestinations(situation)
                ? List.of(overDestinations(situation))
                : findings;
    }

    /// No destination has used up its ports, but all together have: of no consequence to connect(), all the more to a
    /// program that binds before it connects.
    private static boolean usedUpOverDestinations(Situation situation) {
        int budget = situation.budget().size();
        return budget > 0 && situation.portsAnywhere() >= budget * situation.threshold(Threshold.PORTS_EXHAUSTED_SHARE);
    }

    private static Finding overDestinations(Situation situation) {
        String used = Numbers.count(situation.portsAnywhere()) + " of "
                + Numbers.count(situation.budget().size()) + " ports";
        return new Finding(
                "ports-filling",
                Severity.NOTICE,
                "host",
                used + " are in use toward one destination or another",
                List.of(
                        Evidence.count("ports-used-anywhere", situation.portsAnywhere(), "ports in use"),
                        new Evidence(
                                "port-budget",
                                situation.budget().size(),
                                "budget " + situation.budget().explanation())),
                "connect() shares a port among destinations and still finds one; a program that binds to an"
                        + " address before"
                        + " it connects takes a port from all destinations, and finds none (EADDRINUSE).",
                Suspect.unknown("whether a program binds before it connects cannot be seen"),
                List.of(Remedy.ofSteps(
                        "bind-without-port",
                        "let programs that choose their source address leave the port to connect()",
                        true,
                        Double.POSITIVE_INFINITY,
                        "ports are counted for each destination again",
                        Risk.LOW,
                        "none",
                        List.of(
                                "setsockopt(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one); before bind()",
                                "nginx proxy_bind, HAProxy source and Envoy's upstream bind do so already"))),
                List.of(new BadAdvice("tcp_tw_reuse", "does not help bind()")));
    }

    static boolean filling(Situation situation, DestinationUse use) {
        if (!situation.judged(use) || PortsExhaustedRule.exhausted(situation, use)) {
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
                ? ports.portsAtThisRate() >= full && !situation.reused(use)
                : situation.blockedShare(use) >= 0.25; // live ones have no level of their own to settle at
        return soon && levelsOffBeyond;
    }

    private static Finding finding(Situation situation, DestinationUse use) {
        PortUse ports = new PortUse(situation, use);
        Suspect who = situation.opener(use.destination());
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
                switch (ports.holder()) {
                    case TIME_WAIT ->
                        "Connections are opened so fast that their TIME_WAIT, "
                                + situation.hold(use).explanation() + " each, adds up to the whole budget.";
                    case ORPHANS ->
                        "This host closes and its peers do not: FIN_WAIT_2 without a process holds the ports.";
                    case LIVE -> "Live connections are opened faster than they end.";
                },
                who,
                ports.remedies(who),
                ports.badAdvice());
    }
}
