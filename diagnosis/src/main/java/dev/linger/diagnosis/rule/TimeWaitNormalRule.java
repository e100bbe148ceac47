package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.host.Situation;
import dev.linger.model.Counter;
import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.census.DestinationUse;
import java.util.ArrayList;
import java.util.List;

/// TIME_WAIT is as it should be: said with numbers. [Rules] asks it only where no rule about ports or waiting sockets
/// has an objection.
public final class TimeWaitNormalRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        return List.of(finding(situation));
    }

    private static Finding finding(Situation situation) {
        int waiting = situation.states().of(SocketState.TIME_WAIT);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.count("time-wait", waiting, "TIME-WAIT"));
        evidence.add(Evidence.count(
                "memory-kib",
                ((long) waiting * TimeWaitOverflowRule.WAITING_SOCKET_BYTES) >> 10,
                "KiB of kernel memory"));
        situation.activity().ifPresent(activity -> rates(activity, evidence));
        evidence.add(new Evidence(
                "port-budget",
                situation.budget().size(),
                "budget " + situation.budget().explanation()));
        return new Finding(
                "time-wait-normal",
                Severity.OK,
                "host",
                summary(situation, waiting),
                evidence,
                "TIME_WAIT is how the side that closes first makes sure that old segments die and the last ACK"
                        + " arrives; it holds no descriptor and no process, and ends by itself after "
                        + situation.hold().explanation() + ".",
                Suspect.unknown("no process holds a waiting socket, and none needs to"),
                List.of(),
                List.of(new BadAdvice("any tuning", "there is nothing to cure")));
    }

    private static void rates(Activity activity, List<Evidence> evidence) {
        evidence.add(Evidence.rate("time-wait-made-per-second", activity.perSecond(Counter.TIME_WAIT_MADE), "made"));
        evidence.add(Evidence.rate("active-opens-per-second", activity.perSecond(Counter.ACTIVE_OPENS), "opened"));
        evidence.add(Evidence.rate("passive-opens-per-second", activity.perSecond(Counter.PASSIVE_OPENS), "accepted"));
        evidence.add(Evidence.rate("closed-per-second", activity.closedPerSecond(), "closed"));
        activity.closedFirstShare()
                .ifPresent(share -> evidence.add(new Evidence(
                        "closed-first-share", share, "this side closed first in " + Numbers.percent(share))));
        evidence.add(Evidence.rate("resets-per-second", activity.perSecond(Counter.OUT_RSTS), "resets sent"));
        evidence.add(Evidence.rate(
                "retransmitted-per-second", activity.perSecond(Counter.RETRANS_SEGS), "segments retransmitted"));
    }

    private static String summary(Situation situation, int waiting) {
        if (situation.destinations().isEmpty()) {
            return Numbers.count(waiting) + " TIME-WAIT, no outgoing connections: no port budget is touched";
        }
        DestinationUse busiest = situation.destinations().getFirst();
        double share = (double) busiest.ports() / Math.max(situation.budget().size(), 1);
        return Numbers.count(waiting) + " TIME-WAIT; the busiest destination, " + busiest.destination() + ", uses "
                + Numbers.percent(share) + " of its port budget";
    }
}
