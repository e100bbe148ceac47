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
import dev.linger.diagnosis.remedy.Program;
import dev.linger.model.Counter;
import dev.linger.observation.Activity;
import java.util.List;

/// Many connections end by RST instead of FIN: closed with linger 0, or with data unread, or answered where nobody
/// listens. What the counters really count was measured: facts about TCPAbortOnData and its neighbours.
public final class ResetStormRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        if (situation.activity().isEmpty()) {
            return List.of();
        }
        Activity activity = situation.activity().get();
        double resets = activity.perSecond(Counter.OUT_RSTS);
        double opens = activity.perSecond(Counter.ACTIVE_OPENS) + activity.perSecond(Counter.PASSIVE_OPENS);
        boolean storm = resets >= situation.threshold(Threshold.RESETS_PER_SECOND)
                && resets >= opens * situation.threshold(Threshold.RESETS_SHARE);
        return storm ? List.of(finding(situation, activity, resets, opens)) : List.of();
    }

    /// Why the resets are sent, by the counter that rises most.
    private enum Kind {
        LINGER_0(
                "Programs close with SO_LINGER 0, or data arrives after they have closed (TCPAbortOnData): unsent data"
                        + " is lost and the peers get ECONNRESET.",
                "close without linger 0, and only after the peer is done"),
        UNREAD_DATA(
                "Programs close with data unread (TCPAbortOnClose): the peers get ECONNRESET and may lose the answer"
                        + " already sent.",
                "read everything before close()"),
        STRAY(
                "Segments arrive for which there is no connection: mostly SYNs to ports nobody listens on, or late"
                        + " segments of connections that ended early.",
                "find what is sent to closed ports");

        private final String cause;
        private final String cure;

        Kind(String cause, String cure) {
            this.cause = cause;
            this.cure = cure;
        }
    }

    private static Finding finding(Situation situation, Activity activity, double resets, double opens) {
        double onData = activity.perSecond(Counter.ABORT_ON_DATA);
        double onClose = activity.perSecond(Counter.ABORT_ON_CLOSE);
        Kind kind = Kind.STRAY;
        if (onData + onClose >= resets / 2) {
            kind = onData >= onClose ? Kind.LINGER_0 : Kind.UNREAD_DATA;
        }
        Suspect who = kind == Kind.STRAY
                ? Suspect.unknown("no program here is part of it")
                : situation
                        .onlyProgram()
                        .orElse(Suspect.unknown("the kernel counts resets for the namespace, not for a process"));
        return new Finding(
                "reset-storm",
                Severity.WARNING,
                "host",
                Numbers.rate(resets) + " resets sent per second, " + Numbers.rate(opens)
                        + " connections opened per second",
                List.of(
                        Evidence.rate("resets-per-second", resets, "RST sent"),
                        Evidence.rate("aborts-on-data-per-second", onData, "closed with linger 0 or data after close"),
                        Evidence.rate("aborts-on-close-per-second", onClose, "closed with unread data"),
                        Evidence.rate("opened-per-second", opens, "connections opened")),
                kind.cause,
                who,
                List.of(kind == Kind.STRAY ? findTheSenders() : orderlyClose(kind, Program.of(who))),
                List.of(
                        new BadAdvice("SO_LINGER 0 against TIME_WAIT", "that is what this is"),
                        new BadAdvice("dropping outgoing RST", "leaves the peers hanging until their time-outs")));
    }

    private static Remedy orderlyClose(Kind kind, Program program) {
        return Remedy.ofSteps(
                "orderly-close",
                kind.cure,
                true,
                Double.POSITIVE_INFINITY,
                "connections end by FIN; whoever closes first then has TIME_WAIT, which is what it is for",
                Risk.LOW,
                "TIME_WAIT comes back: see its share of the port budget",
                program.orderlyClose());
    }

    private static Remedy findTheSenders() {
        return Remedy.ofSteps(
                "find-the-senders",
                Kind.STRAY.cure,
                true,
                1,
                "each such segment costs one RST",
                Risk.LOW,
                "none",
                List.of("tcpdump -ni any 'tcp[tcpflags] & tcp-rst != 0 or (ip6[6] = 6 and ip6[53] & 4 != 0)'"
                        + " shows which ports"));
    }
}
