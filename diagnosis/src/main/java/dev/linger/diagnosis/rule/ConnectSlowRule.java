package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.host.Situation;
import dev.linger.observation.census.DestinationUse;
import java.util.ArrayList;
import java.util.List;

/// A destination toward which connect() has become slow before any fails: every second port of the range is tried
/// first, and once those are taken each connect() walks through all of them before it finds one of the others.
///
/// Measured on Linux 6.18: 12 µs below half of 28,232 ports, 1.9 ms above; 0.13 µs for each port walked.
public final class ConnectSlowRule implements Rule {
    private static final double SECONDS_A_PORT = 0.13e-6;

    @Override
    public List<Finding> examine(Situation situation) {
        return situation.destinations().stream()
                .filter(use -> slow(situation, use))
                .limit(PortsExhaustedRule.MOST_FINDINGS)
                .map(use -> finding(situation, use))
                .toList();
    }

    static boolean slow(Situation situation, DestinationUse use) {
        int half = situation.budget().firstHalfSize();
        boolean reusedFirst = situation.reused(use) && use.waitingPorts() > use.livePorts();
        return half > 0
                && situation.judged(use)
                && !reusedFirst
                && !PortsExhaustedRule.exhausted(situation, use)
                && (double) use.firstHalfPorts() / half >= situation.threshold(Threshold.CONNECT_SLOW_SHARE);
    }

    /// The search of one connect(): all of the first half when it is full, else on average the way to a free port.
    private static double searchSeconds(Situation situation, DestinationUse use) {
        int half = situation.budget().firstHalfSize();
        int free = Math.max(half - use.firstHalfPorts(), 0);
        return (double) half / (free + 1) * SECONDS_A_PORT;
    }

    private static Finding finding(Situation situation, DestinationUse use) {
        double search = searchSeconds(situation, use);
        boolean matters = search * 1e6 >= situation.threshold(Threshold.CONNECT_SLOW_MICROS);
        PortUse ports = new PortUse(situation, use);
        List<Evidence> evidence = new ArrayList<>();
        int half = situation.budget().firstHalfSize();
        evidence.add(new Evidence(
                "first-half-share",
                (double) use.firstHalfPorts() / half,
                Numbers.count(use.firstHalfPorts()) + " of the " + Numbers.count(half)
                        + " ports tried first are taken"));
        evidence.add(Evidence.seconds(
                "search-seconds", search, "about", "of search in each connect() (0.13 µs a port, measured)"));
        evidence.addAll(ports.evidence());
        Suspect who = situation.opener(use.destination());
        List<BadAdvice> badAdvice = new ArrayList<>(ports.badAdvice());
        badAdvice.addFirst(new BadAdvice("more processors", "each connect() makes the whole search itself"));
        return new Finding(
                "connect-slow",
                matters ? Severity.WARNING : Severity.NOTICE,
                use.destination().toString(),
                "connect() searches " + Numbers.duration(search) + " for a port; " + ports.summary(),
                evidence,
                "Linux tries every second port of the range first; toward this destination they are taken,"
                        + " so each connect() walks through them all.",
                who,
                ports.remedies(who),
                badAdvice);
    }
}
