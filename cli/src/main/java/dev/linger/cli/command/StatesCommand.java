package dev.linger.cli.command;

import dev.linger.cli.render.Format;
import dev.linger.cli.render.Ink;
import dev.linger.cli.render.Report;
import dev.linger.linux.HostException;
import dev.linger.linux.LinuxHost;
import dev.linger.linux.OwnerReading;
import dev.linger.linux.SocketReading;
import dev.linger.linux.SocketSelection;
import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import dev.linger.model.Setting;
import dev.linger.model.SocketState;
import dev.linger.observation.Cost;
import dev.linger.observation.EphemeralPorts;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Limit;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.Owners;
import dev.linger.observation.census.StateCounts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `linger states`: the sockets by state, process, destination and more, counted in one pass.
final class StatesCommand implements Command {
    @Override
    public String name() {
        return "states";
    }

    @Override
    public String summary() {
        return "the TCP sockets by state, process and destination";
    }

    @Override
    public List<Option> options() {
        return List.of(
                StatesQuestion.BY,
                StatesQuestion.STATE,
                StatesQuestion.TOP,
                Option.NETNS,
                Option.FROM,
                Option.OUTPUT,
                Option.COLOR);
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("linger states", "who has how many sockets in which state, and toward whom"),
                new Example("linger states --by destination --state time-wait --top all -o csv", "for a spreadsheet"),
                new Example("linger states --by namespace", "one line for each container"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandException, HostException {
        StatesQuestion question = StatesQuestion.of(arguments);
        Format format = Formats.of(arguments);
        Ink ink = console.ink(arguments);
        SocketsSeen seen;
        if (arguments.has(Option.FROM)) {
            if (arguments.has(Option.NETNS)) {
                throw CommandException.usage("--from reads a file, --netns this host: use one of them");
            }
            seen = inSnapshot(
                    question, SnapshotFile.read(arguments.value(Option.FROM).orElseThrow()));
        } else {
            seen = live(question, arguments);
        }
        Report report = new StatesReport(question, seen).report();
        console.print(report.render(format, ink));
        for (Limit limit : seen.limits()) {
            console.note(limit.toString());
        }
        return ExitStatus.DONE;
    }

    private static SocketsSeen live(StatesQuestion question, Arguments arguments)
            throws CommandException, HostException {
        SocketsSeen seen = LiveHost.look(arguments, host -> own(question, host));
        return question.asksFor(Grouping.NAMESPACE) ? withNamespaces(question, seen) : seen;
    }

    private static SocketsSeen own(StatesQuestion question, LinuxHost host) throws HostException {
        EphemeralPorts ephemeral = question.needsPorts()
                ? host.settings(Setting.IP_LOCAL_PORT_RANGE, Setting.IP_LOCAL_RESERVED_PORTS)
                        .ephemeralPorts()
                : new EphemeralPorts(PortRange.LINUX_DEFAULT, PortSet.EMPTY, true);
        SocketReading<SocketGroups> reading =
                host.readSockets(selection(question), () -> new SocketGroups(question, ephemeral));
        SocketGroups groups = reading.sink();
        List<Limit> limits = new ArrayList<>(reading.limits());
        Cost cost = reading.cost();
        Owners owners = Owners.NONE;
        if (question.asksFor(Grouping.PROCESS) && groups.owners().inodes().size() > 0) {
            OwnerReading found = host.owners(groups.owners().inodes());
            owners = found.owners();
            limits.addAll(found.limits());
            cost = cost.plus(found.cost());
        }
        return new SocketsSeen(host.namespace().name(), groups, owners, Map.of(), limits, cost);
    }

    /// The states wanted, and what tells incoming from outgoing where that matters.
    private static SocketSelection selection(StatesQuestion question) {
        if (question.allStates()) {
            return SocketSelection.ALL;
        }
        Set<SocketState> states = EnumSet.copyOf(question.states());
        if (question.needsPorts()) {
            states.add(SocketState.LISTEN);
            states.add(SocketState.BOUND);
        }
        return SocketSelection.of(states);
    }

    private static SocketsSeen withNamespaces(StatesQuestion question, SocketsSeen own) throws HostException {
        Map<String, StateCounts> byNamespace = new LinkedHashMap<>();
        List<Limit> limits = new ArrayList<>(own.limits());
        Cost cost = own.cost();
        SocketSelection selection = SocketSelection.of(question.states());
        for (NetworkNamespace namespace : LinuxHost.namespaces()) {
            try {
                SocketReading<StateCounts> reading =
                        LiveHost.in(namespace.name(), host -> host.readSockets(selection, StateCounts::new));
                byNamespace.put(namespace.name(), reading.sink());
                cost = cost.plus(reading.cost());
            } catch (HostException failure) {
                if (failure.kind() != HostException.Kind.NOT_PERMITTED
                        && failure.kind() != HostException.Kind.NOT_FOUND) { // gone since it was listed
                    throw failure;
                }
                limits.add(new Limit("namespace " + namespace.name(), String.valueOf(failure.getMessage())));
            }
        }
        return new SocketsSeen(own.namespace(), own.groups(), own.owners(), byNamespace, limits, cost);
    }

    private static SocketsSeen inSnapshot(StatesQuestion question, HostSnapshot snapshot) {
        SocketGroups groups = new SocketGroups(question, snapshot.settings().ephemeralPorts());
        groups.readAll(snapshot.sockets());
        return new SocketsSeen(
                snapshot.namespace().name(),
                groups,
                snapshot.owners(),
                Map.of(snapshot.namespace().name(), groups.counts()),
                snapshot.limits(),
                snapshot.cost());
    }
}
