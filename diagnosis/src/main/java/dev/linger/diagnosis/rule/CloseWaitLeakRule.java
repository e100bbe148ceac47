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
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A process that does not close connections its peers have closed: they stay in CLOSE_WAIT until it does, for ever
/// if need be.
///
/// The receive queue tells why: unread data, an end of stream nobody read (the FIN counts one byte), or nothing, so
/// that the program saw the end and kept the socket.
public final class CloseWaitLeakRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        Map<Optional<HostProcess>, Leak> leaks = new TreeMap<>(
                Comparator.comparingInt(owner -> owner.map(HostProcess::pid).orElse(Integer.MAX_VALUE)));
        SocketTable sockets = situation.snapshot().sockets();
        for (int row = 0; row < sockets.size(); row++) {
            boolean accepted = sockets.view(row).inode() != 0; // else its trouble is the accept queue
            if (sockets.state(row) == SocketState.CLOSE_WAIT && accepted) {
                double age = age(situation, sockets.view(row), row);
                if (age >= situation.threshold(Threshold.CLOSE_WAIT_SECONDS)) {
                    SocketView socket = sockets.view(row);
                    leaks.computeIfAbsent(situation.snapshot().owners().of(socket), _ -> new Leak())
                            .add(socket, age);
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        leaks.forEach((owner, leak) -> {
            if (leak.sockets >= situation.threshold(Threshold.CLOSE_WAIT_COUNT)) {
                findings.add(finding(situation, owner, leak));
            }
        });
        return findings;
    }

    /// Seconds since the peer's last segment where the kernel told; else the interval, if it was CLOSE_WAIT throughout.
    private static double age(Situation situation, SocketView socket, int row) {
        if (socket.idleMillis() >= 0) {
            return socket.idleMillis() / 1000.0;
        }
        return situation
                .activity()
                .filter(activity -> activity.held(row))
                .map(activity -> activity.seconds())
                .orElse(0.0);
    }

    /// The old CLOSE_WAIT sockets of one process.
    private static final class Leak {
        private int sockets;
        private double oldestSeconds;
        private int withUnreadData;
        private int withUnreadEnd;
        private long unreadBytes;
        private final Map<Integer, Integer> byLocalPort = new TreeMap<>();

        private void add(SocketView socket, double age) {
            sockets++;
            oldestSeconds = Math.max(oldestSeconds, age);
            int queued = socket.receiveQueueBytes();
            withUnreadData += queued > 1 ? 1 : 0;
            withUnreadEnd += queued == 1 ? 1 : 0;
            unreadBytes += Math.max(queued - 1, 0);
            byLocalPort.merge(socket.localPort(), 1, Integer::sum);
        }

        private String cause() {
            if (withUnreadData * 2 > sockets) {
                return "The peers have closed; the program has stopped reading, so it never learns of it.";
            }
            return withUnreadEnd * 2 > sockets
                    ? "The peers have closed; the program does not read the end of the stream and keeps the sockets."
                    : "The peers have closed and the program has read the end of the stream, but never calls close().";
        }
    }

    private static Finding finding(Situation situation, Optional<HostProcess> owner, Leak leak) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.count("close-wait", leak.sockets, "CLOSE-WAIT"));
        evidence.add(Evidence.seconds("oldest-seconds", leak.oldestSeconds, "for up to", ""));
        evidence.add(Evidence.count("unread-bytes", leak.unreadBytes, "bytes unread"));
        evidence.add(Evidence.count("with-unread-data", leak.withUnreadData, "with unread data"));
        evidence.add(Evidence.count("with-unread-end", leak.withUnreadEnd, "with only the end unread"));
        Suspect who = owner.map(process -> Suspect.known(process, "holds the descriptors"))
                .orElse(Suspect.unknown("the owner of these sockets could not be seen"));
        Program program = Program.of(who);
        boolean critical = leak.sockets >= situation.threshold(Threshold.CLOSE_WAIT_CRITICAL);
        return new Finding(
                "close-wait-leak",
                critical ? Severity.CRITICAL : Severity.WARNING,
                owner.map(HostProcess::toString).orElse("unknown process"),
                Numbers.count(leak.sockets) + " connections that their peers closed are still open, for up to "
                        + Numbers.duration(leak.oldestSeconds),
                evidence,
                leak.cause(),
                who,
                List.of(
                        Remedy.ofSteps(
                                "close-the-socket",
                                "close what the peer has closed",
                                true,
                                Double.POSITIVE_INFINITY,
                                "each CLOSE_WAIT and its descriptor goes at once",
                                Risk.LOW,
                                "none",
                                program.closing()),
                        Remedy.ofSteps(
                                "restart",
                                "restart the process, as first aid",
                                false,
                                1,
                                "all its sockets are closed; the leak begins anew",
                                Risk.MEDIUM,
                                "its live connections break",
                                List.of(owner.map(process -> "restart " + process)
                                        .orElse("restart the process")))),
                List.of(
                        new BadAdvice("any sysctl", "none ends a CLOSE_WAIT: the kernel waits for the program"),
                        new BadAdvice("TCP keepalive", "the peer answers or is gone; the socket stays all the same")));
    }
}
