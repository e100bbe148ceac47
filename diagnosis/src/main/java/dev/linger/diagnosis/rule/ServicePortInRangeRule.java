package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Risk;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.host.Situation;
import dev.linger.model.Endpoint;
import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Listeners on ports that the kernel may give to an outgoing connection: fine while they listen, but at a restart
/// the port can be gone.
///
/// A listener that let the kernel choose its port (bind to port 0) looks the same. Those are mostly on loopback, so
/// where all are it is only a notice.
public final class ServicePortInRangeRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        PortRange range = situation.budget().range();
        PortSet reserved = situation.budget().ephemeral().reserved();
        Map<Endpoint, Optional<HostProcess>> exposed = new TreeMap<>();
        situation.snapshot().sockets().forEach(socket -> {
            if (socket.state() == SocketState.LISTEN
                    && range.contains(socket.localPort())
                    && !reserved.contains(socket.localPort())) {
                exposed.merge(socket.local(), owner(situation, socket), (first, second) -> first);
            }
        });
        return exposed.isEmpty() ? List.of() : List.of(finding(situation, exposed));
    }

    private static Optional<HostProcess> owner(Situation situation, SocketView socket) {
        return situation.snapshot().owners().of(socket);
    }

    private static Finding finding(Situation situation, Map<Endpoint, Optional<HostProcess>> exposed) {
        boolean onlyLoopback = exposed.keySet().stream()
                .allMatch(listener -> listener.address().isLoopback());
        PortSet ports =
                PortSet.of(exposed.keySet().stream().mapToInt(Endpoint::port).toArray());
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.count("listeners-in-range", exposed.size(), "listeners in the range"));
        exposed.forEach((listener, owner) -> evidence.add(new Evidence(
                "port",
                listener.port(),
                listener + owner.map(process -> " " + process).orElse(""))));
        Suspect who = exposed.entrySet().stream()
                .filter(listener -> listener.getValue().isPresent())
                .findFirst()
                .map(listener -> Suspect.known(listener.getValue().get(), "holds " + listener.getKey()))
                .orElse(Suspect.unknown("the owner of the listener could not be seen"));
        return new Finding(
                "service-port-in-range",
                onlyLoopback ? Severity.NOTICE : Severity.WARNING,
                "ports " + ports,
                (exposed.size() == 1 ? "a listener stands" : Numbers.count(exposed.size()) + " listeners stand")
                        + " inside the automatic port range "
                        + situation.budget().range() + ", not reserved",
                evidence,
                "While the service is down, an outgoing connection may be given its port, and the service then cannot"
                        + " start.",
                who,
                remedies(situation, ports),
                List.of(new BadAdvice("SO_REUSEADDR", "does not help while a connection has the port")));
    }

    private static List<Remedy> remedies(Situation situation, PortSet ports) {
        PortRange range = situation.budget().range();
        PortSet reserve = situation.budget().ephemeral().reserved().union(ports);
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.ofSetting(
                "reserve-port",
                "reserve the port",
                true,
                1,
                "the kernel never gives it away; the budget of each destination loses " + ports.size(),
                Risk.LOW,
                "none for what runs; the setting replaces the whole list, so it names the old ones too",
                new SettingChange(Setting.IP_LOCAL_RESERVED_PORTS, reserve.toString())));
        remedies.add(Remedy.ofSteps(
                "service-below-range",
                "let the service listen below " + range.first(),
                true,
                1,
                "no automatic choice reaches it",
                Risk.MEDIUM,
                "its clients must learn the new port",
                List.of("change the port in the configuration of the service and of its clients")));
        return remedies;
    }
}
