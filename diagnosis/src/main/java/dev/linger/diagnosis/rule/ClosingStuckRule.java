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
import dev.linger.diagnosis.remedy.OrphanRemedies;
import dev.linger.model.Counter;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.model.SocketState;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketTimer;
import dev.linger.observation.SocketView;
import dev.linger.observation.census.StateCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Connections that have begun to close and do not get on: orphaned FIN_WAIT_2 (the peer does not close its half),
/// FIN_WAIT_1, CLOSING and LAST_ACK (our FIN is not acknowledged), or more orphans than the kernel wants.
public final class ClosingStuckRule implements Rule {
    /// A peer that was heard so lately is still there.
    private static final int SILENT_MILLIS = 5_000;

    private static final int FEWER_RETRIES = 5;

    @Override
    public List<Finding> examine(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        Pile orphanedFinWait2 = new Pile();
        Pile unacknowledged = new Pile();
        SocketTable sockets = situation.snapshot().sockets();
        for (int row = 0; row < sockets.size(); row++) {
            boolean finUnacknowledged = switch (sockets.state(row)) {
                case FIN_WAIT_1, CLOSING, LAST_ACK -> true;
                case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_2 -> false;
                case CLOSE_WAIT, TIME_WAIT, CLOSED, BOUND -> false;
            };
            if (finUnacknowledged && stays(situation, row) && silent(sockets.view(row))) {
                unacknowledged.add(sockets.view(row));
            } else if (sockets.state(row) == SocketState.FIN_WAIT_2
                    && sockets.view(row).inode() == 0
                    && stays(situation, row)) {
                orphanedFinWait2.add(sockets.view(row));
            }
        }
        double enough = situation.threshold(Threshold.CLOSING_COUNT);
        if (orphanedFinWait2.sockets >= enough) {
            findings.add(finWait2(situation, orphanedFinWait2));
        }
        if (unacknowledged.sockets >= enough) {
            findings.add(unacknowledged(situation, unacknowledged));
        }
        orphans(situation, findings);
        return findings;
    }

    /// A busy host always has some connections that close at this moment; only those count that did not get on during
    /// the interval.
    private static boolean stays(Situation situation, int row) {
        return situation.activity().map(activity -> activity.held(row)).orElse(true);
    }

    /// Whether nothing was heard of the peer for a while, or it has closed its window: else data is on its way, as at
    /// the
    /// end of any long download.
    private static boolean silent(SocketView socket) {
        int idle = socket.idleMillis();
        return idle < 0 || idle >= SILENT_MILLIS || socket.timer() == SocketTimer.PROBE;
    }

    /// Sockets stuck in the same way.
    private static final class Pile {
        private final StateCounts states = new StateCounts();
        private int sockets;
        private long unsentBytes;
        private int longestMillis;

        private void add(SocketView socket) {
            states.accept(socket);
            sockets++;
            unsentBytes += socket.sendQueueBytes();
            longestMillis = Math.max(longestMillis, socket.timerMillis());
        }
    }

    private static Finding finWait2(Situation situation, Pile pile) {
        long timeout =
                situation.snapshot().settings().number(Setting.TCP_FIN_TIMEOUT).orElse(60);
        double table = situation
                .snapshot()
                .settings()
                .number(Setting.TCP_MAX_TW_BUCKETS)
                .orElse(Long.MAX_VALUE);
        return new Finding(
                "closing-stuck",
                pile.sockets >= table / 2 ? Severity.WARNING : Severity.NOTICE, // they end by themselves
                "FIN-WAIT-2 orphans",
                Numbers.count(pile.sockets) + " connections closed here wait for their peers to close",
                List.of(
                        Evidence.count("fin-wait-2-orphans", pile.sockets, "FIN-WAIT-2 without a process"),
                        Evidence.seconds("longest-seconds", pile.longestMillis / 1000.0, "the last one goes in", ""),
                        new Evidence("tcp-fin-timeout", timeout, "tcp_fin_timeout = " + timeout + " s")),
                "The programs here have closed and their peers have acknowledged it, but do not close their own half.",
                Suspect.unknown("orphans have no process"),
                OrphanRemedies.of(situation.snapshot().settings()),
                OrphanRemedies.folklore());
    }

    private static Finding unacknowledged(Situation situation, Pile pile) {
        List<Evidence> evidence = new ArrayList<>();
        for (SocketState state : List.of(SocketState.FIN_WAIT_1, SocketState.CLOSING, SocketState.LAST_ACK)) {
            evidence.add(
                    Evidence.count(state.ssName().toLowerCase(Locale.ROOT), pile.states.of(state), state.ssName()));
        }
        evidence.add(Evidence.count("unsent-bytes", pile.unsentBytes, "bytes not acknowledged"));
        return new Finding(
                "closing-stuck",
                Severity.WARNING,
                "unacknowledged FIN",
                Numbers.count(pile.sockets) + " connections are closing and their peers do not answer",
                evidence,
                "The peers are gone, or do not read: our data and FIN are not acknowledged, and are repeated for about"
                        + " 107 s by default.",
                Suspect.unknown("most have no process any more"),
                whereUnacknowledged(situation),
                List.of(
                        new BadAdvice("SO_LINGER 0", "throws away what the peer has not acknowledged"),
                        new BadAdvice("tcp_fin_timeout", "begins only once the FIN is acknowledged")));
    }

    private static List<Remedy> whereUnacknowledged(Situation situation) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.ofSteps(
                "user-timeout",
                "TCP_USER_TIMEOUT in the program",
                true,
                Double.POSITIVE_INFINITY,
                "a connection whose data is not acknowledged ends after that time",
                Risk.MEDIUM,
                "slow peers are cut off: 30 s or more",
                List.of(
                        "setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &millis, sizeof millis);",
                        "HAProxy: tcp-ut 30s   on the bind and server lines")));
        long retries = situation
                .snapshot()
                .settings()
                .number(Setting.TCP_ORPHAN_RETRIES)
                .orElse(0);
        long effective = retries == 0 ? 8 : retries; // 0 means 8: net/ipv4/tcp_timer.c:tcp_orphan_retries
        if (effective > FEWER_RETRIES) {
            remedies.add(Remedy.ofSetting(
                    "orphan-retries",
                    "fewer retries for orphans",
                    false,
                    retriesSeconds(effective) / retriesSeconds(FEWER_RETRIES),
                    "an orphan without an answer goes after some " + Numbers.duration(retriesSeconds(FEWER_RETRIES))
                            + " in place of " + Numbers.duration(retriesSeconds(effective)),
                    Risk.MEDIUM,
                    "peers behind a bad link lose the end of their data",
                    new SettingChange(Setting.TCP_ORPHAN_RETRIES, String.valueOf(FEWER_RETRIES))));
        }
        return remedies;
    }

    /// The time in which that many doublings from 200 ms pass, at most 120 s each (tcp_timer.c:tcp_model_timeout).
    private static double retriesSeconds(long retries) {
        double seconds = 0;
        double timeout = 0.2;
        for (long retry = 0; retry <= Math.min(retries, 255); retry++) {
            seconds += timeout;
            timeout = Math.min(timeout * 2, 120);
        }
        return seconds;
    }

    private static void orphans(Situation situation, List<Finding> findings) {
        OptionalLong limit = situation.snapshot().settings().number(Setting.TCP_MAX_ORPHANS);
        OptionalLong orphans = situation.snapshot().counters().value(Counter.SOCKSTAT_ORPHAN);
        if (limit.isEmpty() || orphans.isEmpty()) {
            return;
        }
        double share = (double) orphans.getAsLong() / Math.max(limit.getAsLong(), 1);
        if (share >= situation.threshold(Threshold.ORPHAN_SHARE)) {
            findings.add(new Finding(
                    "closing-stuck",
                    share >= situation.threshold(Threshold.ORPHAN_CRITICAL_SHARE)
                            ? Severity.CRITICAL
                            : Severity.WARNING,
                    "orphan limit",
                    Numbers.count(orphans.getAsLong()) + " of " + Numbers.count(limit.getAsLong())
                            + " orphans allowed on the machine",
                    List.of(
                            Evidence.count("orphans", orphans.getAsLong(), "orphans on the machine"),
                            Evidence.count("tcp-max-orphans", limit.getAsLong(), "is tcp_max_orphans")),
                    "Programs closed connections whose peers do not answer; beyond the limit, and for some from"
                            + " a quarter of"
                            + " it on, they are reset.",
                    Suspect.unknown("orphans have no process"),
                    List.of(Remedy.ofSetting(
                            "raise-orphans",
                            "raise " + Setting.TCP_MAX_ORPHANS.sysctl(),
                            false,
                            2,
                            "twice as many orphans before resets begin",
                            Risk.MEDIUM,
                            "up to 64 KiB of unswappable memory each",
                            new SettingChange(Setting.TCP_MAX_ORPHANS, String.valueOf(2 * limit.getAsLong())))),
                    List.of(new BadAdvice("lower tcp_max_orphans", "resets connections that would have ended well"))));
        }
    }
}
