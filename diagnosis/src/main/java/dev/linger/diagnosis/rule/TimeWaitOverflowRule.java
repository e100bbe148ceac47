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
import dev.linger.model.Counter;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.model.SocketState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The table of waiting sockets is full, or nearly: beyond tcp_max_tw_buckets the kernel makes no TIME_WAIT at all,
/// so closed connections lose their protection (net/ipv4/tcp_minisocks.c:tcp_time_wait).
public final class TimeWaitOverflowRule implements Rule {
    /// A waiting socket's size, bytes (slab tw_sock_TCP on 6.18, measured).
    static final int WAITING_SOCKET_BYTES = 256;

    @Override
    public List<Finding> examine(Situation situation) {
        OptionalLong limit = situation.snapshot().settings().number(Setting.TCP_MAX_TW_BUCKETS);
        if (limit.isEmpty()) {
            return List.of();
        }
        double overflows = situation
                .activity()
                .map(activity -> activity.perSecond(Counter.TIME_WAIT_OVERFLOW))
                .orElse(0.0);
        boolean near = waiting(situation) >= limit.getAsLong() * situation.threshold(Threshold.TIME_WAIT_TABLE_SHARE);
        return overflows > 0 || near ? List.of(finding(situation, limit.getAsLong(), overflows)) : List.of();
    }

    /// What counts toward the limit: TIME_WAIT and orphaned FIN_WAIT_2, by the kernel's own count where it is known.
    private static long waiting(Situation situation) {
        return situation
                .snapshot()
                .counters()
                .value(Counter.SOCKSTAT_TIME_WAIT)
                .orElse(situation.states().of(SocketState.TIME_WAIT));
    }

    private static Finding finding(Situation situation, long limit, double overflows) {
        long waiting = waiting(situation);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.count("waiting", waiting, "waiting sockets"));
        evidence.add(Evidence.count("tcp-max-tw-buckets", limit, "is tcp_max_tw_buckets"));
        situation
                .activity()
                .ifPresent(activity -> evidence.add(
                        Evidence.rate("overflows-per-second", overflows, "connections closed without TIME_WAIT")));
        situation
                .snapshot()
                .counters()
                .value(Counter.TIME_WAIT_OVERFLOW)
                .ifPresent(total -> evidence.add(Evidence.count("overflows", total, "TCPTimeWaitOverflow in all")));
        long raised = Math.max(limit * 2, 262_144);
        return new Finding(
                "time-wait-overflow",
                overflows > 0 ? Severity.CRITICAL : Severity.WARNING,
                "host",
                Numbers.count(waiting) + " of " + Numbers.count(limit) + " waiting sockets allowed",
                evidence,
                overflows > 0
                        ? "The table is full, so connections are closed without TIME_WAIT: the peer's FIN is answered"
                                + " by RST, and an old segment may reach a new connection."
                        : "The table of waiting sockets is nearly full; beyond the limit TIME_WAIT is skipped.",
                Suspect.unknown("the table is the whole namespace's"),
                List.of(
                        Remedy.ofSetting(
                                "raise-tw-buckets",
                                "raise " + Setting.TCP_MAX_TW_BUCKETS.sysctl(),
                                true,
                                (double) raised / Math.max(limit, 1),
                                "at most " + Numbers.count((raised * WAITING_SOCKET_BYTES) >> 20)
                                        + " MiB of kernel memory",
                                Risk.LOW,
                                "memory, " + WAITING_SOCKET_BYTES + " bytes a waiting socket",
                                new SettingChange(Setting.TCP_MAX_TW_BUCKETS, String.valueOf(raised))),
                        Remedy.ofSteps(
                                "fewer-connections",
                                "reuse connections, or let the other side close first",
                                true,
                                Double.POSITIVE_INFINITY,
                                "waiting sockets = connections closed here per second × "
                                        + Numbers.seconds(situation.hold().seconds()),
                                Risk.MEDIUM,
                                "an idle connection that the server just closed gives an error: retry what is"
                                        + " idempotent",
                                List.of("HTTP keep-alive and connection pools on the busiest destination"))),
                List.of(
                        new BadAdvice("lower tcp_max_tw_buckets", "makes exactly this happen sooner"),
                        new BadAdvice("tcp_fin_timeout", "does not touch TIME_WAIT")));
    }
}
