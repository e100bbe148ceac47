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
import dev.linger.model.SocketState;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Old connections wait on a service port that nobody listens on any more: until they are gone, bind() to that port
/// fails with EADDRINUSE, unless both the old and the new server set SO_REUSEADDR (Linux; measured).
///
/// Whether the old one did cannot be read from a waiting socket, so this is a warning and never more.
public final class RestartWillFailRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        Map<Integer, Waiting> byPort = new TreeMap<>();
        situation.snapshot().sockets().forEach(socket -> {
            boolean orphan = socket.state() == SocketState.FIN_WAIT_2 && socket.inode() == 0;
            if ((socket.state() == SocketState.TIME_WAIT || orphan)
                    && !situation.listeners().listensOn(socket.localPort())
                    && situation.directions().incoming(socket)) {
                byPort.computeIfAbsent(socket.localPort(), _ -> new Waiting()).add(socket);
            }
        });
        List<Finding> findings = new ArrayList<>();
        byPort.forEach((port, waiting) -> findings.add(finding(situation, port, waiting)));
        return findings;
    }

    /// The waiting sockets of one local port.
    private static final class Waiting {
        private int timeWait;
        private int finWait2;
        private int longestMillis;

        private void add(SocketView socket) {
            timeWait += socket.state() == SocketState.TIME_WAIT ? 1 : 0;
            finWait2 += socket.state() == SocketState.FIN_WAIT_2 ? 1 : 0;
            longestMillis = Math.max(longestMillis, socket.timerMillis());
        }

        private int total() {
            return timeWait + finWait2;
        }
    }

    private static Finding finding(Situation situation, int port, Waiting waiting) {
        double seconds = waiting.longestMillis / 1000.0;
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.count("time-wait", waiting.timeWait, "TIME-WAIT"));
        evidence.add(Evidence.count("fin-wait-2", waiting.finWait2, "FIN-WAIT-2"));
        evidence.add(Evidence.seconds("seconds-left", seconds, "the last one goes in", ""));
        return new Finding(
                "restart-will-fail",
                waiting.total() >= situation.threshold(Threshold.RESTART_COUNT) ? Severity.WARNING : Severity.NOTICE,
                "port " + port,
                Numbers.count(waiting.total())
                        + (waiting.total() == 1 ? " old connection waits" : " old connections wait")
                        + " on it and nobody listens",
                evidence,
                "The server closed first and has ended; bind() to its port fails with EADDRINUSE for another "
                        + Numbers.duration(seconds) + " unless both the old and the new server set SO_REUSEADDR.",
                Suspect.unknown("the process has ended; waiting sockets have no owner"),
                List.of(
                        Remedy.ofSteps(
                                "reuseaddr",
                                "SO_REUSEADDR on the listener, before bind()",
                                true,
                                Double.POSITIVE_INFINITY,
                                "from the next restart on: Linux asks for it on the old listener too, so not this time",
                                Risk.LOW,
                                "none on Linux: two listeners still cannot share the port",
                                List.of(
                                        "setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);",
                                        "Python: allow_reuse_address = True; Java, Go, Node.js and nginx set it"
                                                + " already")),
                        Remedy.ofSteps(
                                "wait",
                                "start again in " + Numbers.duration(Math.ceil(seconds)),
                                true,
                                1,
                                "the last waiting socket is gone by then",
                                Risk.LOW,
                                "the service is away that long",
                                List.of("retry bind() every second, or RestartSec=5 and StartLimitBurst=20 in"
                                        + " systemd"))),
                List.of(
                        new BadAdvice("tcp_tw_reuse", "is for connect(), not for bind()"),
                        new BadAdvice("SO_REUSEPORT", "lets a stray second server share the port"),
                        new BadAdvice("SO_LINGER 0", "cuts off the clients of every connection it closes")));
    }
}
