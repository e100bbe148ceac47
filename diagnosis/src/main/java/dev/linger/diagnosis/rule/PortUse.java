package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.host.Situation;
import dev.linger.diagnosis.remedy.OrphanRemedies;
import dev.linger.diagnosis.remedy.PortRemedies;
import dev.linger.diagnosis.remedy.Program;
import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.Flow;
import dev.linger.observation.census.DestinationUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The arithmetic of one destination's port budget, shared by the rules about it.
final class PortUse {
    private final Situation situation;
    private final DestinationUse use;

    PortUse(Situation situation, DestinationUse use) {
        this.situation = situation;
        this.use = use;
    }

    /// `uses 28,101 of 28,232 ports (99.5 %)`.
    String summary() {
        return "uses " + Numbers.count(use.ports()) + " of " + Numbers.count(budget()) + " ports ("
                + Numbers.percent((double) use.ports() / Math.max(budget(), 1)) + ")";
    }

    List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>();
        for (int ordinal = SocketState.count() - 1; ordinal >= 0; ordinal--) {
            SocketState state = SocketState.of(ordinal);
            if (use.states().of(state) > 0) {
                evidence.add(Evidence.count(
                        state.ssName().toLowerCase(Locale.ROOT), use.states().of(state), state.ssName()));
            }
        }
        evidence.add(Evidence.count("ports-used", use.ports(), "ports in use"));
        evidence.add(new Evidence(
                "port-budget", budget(), "budget " + situation.budget().explanation()));
        flow(evidence);
        return evidence;
    }

    private void flow(List<Evidence> evidence) {
        if (situation.activity().isEmpty()) {
            return;
        }
        double seconds = situation.activity().get().seconds();
        Flow flow = situation.flow(use.destination()).orElse(new Flow(use.destination(), 0, 0));
        evidence.add(Evidence.rate("opened-per-second", flow.opened() / seconds, "opened"));
        evidence.add(Evidence.rate("released-per-second", flow.released() / seconds, "released"));
        secondsUntilFull()
                .ifPresent(until -> evidence.add(Evidence.seconds("seconds-until-full", until, "full in", "")));
    }

    /// What holds most of the ports that block a new connection.
    enum Holder {
        TIME_WAIT,
        /// FIN_WAIT_2 without a process: closed here, not closed by the peers.
        ORPHANS,
        LIVE
    }

    Holder holder() {
        int waiting = situation.reused(use) ? use.freshWaiting() : use.waitingPorts();
        if (waiting >= use.livePorts()) {
            return Holder.TIME_WAIT;
        }
        return use.orphanPorts() * 2 >= use.livePorts() ? Holder.ORPHANS : Holder.LIVE;
    }

    boolean heldByWaiting() {
        return holder() == Holder.TIME_WAIT;
    }

    List<Remedy> remedies(Suspect who) {
        PortRemedies remedies = new PortRemedies(situation, use);
        Program program = Program.of(who);
        return switch (holder()) {
            case TIME_WAIT -> remedies.whereWaiting(program);
            case ORPHANS -> OrphanRemedies.of(situation.snapshot().settings());
            case LIVE -> remedies.whereLive(program);
        };
    }

    List<BadAdvice> badAdvice() {
        return switch (holder()) {
            case TIME_WAIT -> PortRemedies.folklore();
            case ORPHANS -> OrphanRemedies.folklore();
            case LIVE -> PortRemedies.folkloreWhereLive();
        };
    }

    double openedPerSecond() {
        return situation.flow(use.destination()).map(Flow::opened).orElse(0) / seconds();
    }

    /// Ports in use once the present rate has lasted for a whole hold: live ones, and each opening's TIME_WAIT.
    double portsAtThisRate() {
        return use.livePorts() + openedPerSecond() * situation.hold(use).seconds();
    }

    /// Time until no port is left if connections go on being opened as in the interval; empty when that does not lead
    /// there.
    OptionalDouble secondsUntilFull() {
        if (heldByWaiting() && portsAtThisRate() < budget()) {
            return OptionalDouble.empty(); // it levels off before
        }
        int free = budget() - situation.blockedPorts(use);
        double growth = openedPerSecond() - releasedPerSecond();
        return free <= 0 || growth <= 0 ? OptionalDouble.empty() : OptionalDouble.of(free / growth);
    }

    /// Waiting ports come free as their timers say, in batches that an interval of two seconds cannot average; live
    /// ones as they did in the interval.
    private double releasedPerSecond() {
        return heldByWaiting()
                ? use.endingSoon() * 1000.0 / DestinationUse.SOON_MILLIS
                : situation.flow(use.destination()).map(Flow::released).orElse(0) / seconds();
    }

    private double seconds() {
        return situation.activity().map(Activity::seconds).orElse(1.0);
    }

    private int budget() {
        return situation.budget().size();
    }
}
