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
import dev.linger.model.Endpoint;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Connections are lost before the program accepts them: an accept queue is full, or was during the interval.
///
/// For a listener the kernel reports the queue's length as receive queue and its limit as send queue; it is full
/// above the limit (include/net/sock.h:sk_acceptq_is_full).
public final class AcceptQueueOverflowRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        List<SocketView> full = new ArrayList<>();
        situation.snapshot().sockets().forEach(socket -> {
            if (full(socket)) {
                full.add(PlainSocket.copyOf(socket));
            }
        });
        double drops = situation
                .activity()
                .map(activity -> activity.perSecond(Counter.LISTEN_OVERFLOWS))
                .orElse(0.0);
        if (full.isEmpty()) {
            return drops > 0 ? List.of(finding(situation, Optional.empty(), drops)) : List.of();
        }
        return full.stream()
                .map(listener -> finding(situation, Optional.of(listener), drops))
                .toList();
    }

    private static boolean full(SocketView socket) {
        return socket.state() == SocketState.LISTEN
                && socket.sendQueueBytes() >= 0
                && socket.receiveQueueBytes() > socket.sendQueueBytes();
    }

    private static Finding finding(Situation situation, Optional<SocketView> listener, double drops) {
        List<Evidence> evidence = new ArrayList<>();
        listener.ifPresent(socket -> {
            evidence.add(Evidence.count("queued", socket.receiveQueueBytes(), "connections wait to be accepted"));
            evidence.add(Evidence.count("backlog", socket.sendQueueBytes(), "is the limit of the queue"));
        });
        evidence.add(Evidence.rate("overflows-per-second", drops, "overflows (ListenOverflows)"));
        long ceiling = somaxconn(situation);
        evidence.add(Evidence.count("somaxconn", ceiling, "is net.core.somaxconn"));
        return new Finding(
                "accept-queue-overflow",
                severity(situation, drops),
                listener.map(socket -> socket.local().toString()).orElse("a listener"),
                listener.map(socket -> "its accept queue is full: " + Numbers.count(socket.receiveQueueBytes())
                                + " waiting, limit " + Numbers.count(socket.sendQueueBytes()))
                        .orElse("an accept queue was full during the interval: " + Numbers.rate(drops)
                                + " overflows per second"),
                evidence,
                drops > 0 || situation.activity().isEmpty()
                        ? "The program accepts more slowly than connections come in; the kernel drops the rest,"
                                + " and their"
                                + " clients try again after a second."
                        : "The queue is full, so the next connection will be dropped; none was during the interval.",
                who(situation, listener),
                remedies(listener, ceiling),
                List.of(
                        new BadAdvice("blaming TIME_WAIT", "waiting sockets take no place in an accept queue"),
                        new BadAdvice("SO_LINGER 0", "changes nothing about accepting"),
                        new BadAdvice("tcp_abort_on_overflow = 1", "turns a delay into an error")));
    }

    private static Severity severity(Situation situation, double drops) {
        if (drops >= situation.threshold(Threshold.ACCEPT_DROPS_PER_SECOND)) {
            return Severity.CRITICAL;
        }
        return drops > 0 || situation.activity().isEmpty() ? Severity.WARNING : Severity.NOTICE;
    }

    private static long somaxconn(Situation situation) {
        return situation.snapshot().settings().number(Setting.SOMAXCONN).orElse(4096);
    }

    private static Suspect who(Situation situation, Optional<SocketView> listener) {
        return listener.flatMap(socket -> situation.snapshot().owners().of(socket))
                .map(process -> Suspect.known(process, "holds the listener"))
                .orElse(Suspect.unknown(
                        listener.isPresent()
                                ? "the owner of the listener could not be seen"
                                : "no queue is full at this moment; the counter does not tell which was"));
    }

    private static List<Remedy> remedies(Optional<SocketView> listener, long ceiling) {
        Endpoint local = listener.map(SocketView::local).orElse(null);
        int backlog = listener.map(SocketView::sendQueueBytes).orElse(0);
        long wanted = Math.max(4096, 4L * backlog);
        List<String> steps = new ArrayList<>();
        if (wanted > ceiling) {
            steps.add(new SettingChange(Setting.SOMAXCONN, String.valueOf(wanted)).command());
        }
        steps.add("listen(fd, " + wanted + ")" + (local == null ? "" : " for " + local) + "; nginx: listen … backlog="
                + wanted + "; then restart the program");
        return List.of(
                Remedy.ofSteps(
                        "accept-faster",
                        "accept faster: more workers, nothing slow in the accepting thread",
                        true,
                        Double.POSITIVE_INFINITY,
                        "the queue empties; a longer one only delays",
                        Risk.LOW,
                        "none",
                        List.of("look at what the accepting thread does between two accept() calls")),
                Remedy.ofSteps(
                        "longer-queue",
                        "a longer accept queue",
                        false,
                        backlog == 0 ? 2 : (double) wanted / backlog,
                        "bursts of up to " + wanted + " connections wait instead of being dropped",
                        Risk.LOW,
                        "clients wait in the queue; those that gave up are still served",
                        steps));
    }
}
