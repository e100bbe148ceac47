package dev.linger.diagnosis.remedy;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Risk;
import dev.linger.diagnosis.host.PortReuse;
import dev.linger.diagnosis.host.Situation;
import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.observation.census.DestinationUse;
import dev.linger.observation.census.PortBudget;
import java.util.ArrayList;
import java.util.List;

/// The cures for a destination whose local ports run out, and the advice that is no cure. Which apply depends on
/// whether waiting or live connections hold the ports.
public final class PortRemedies {
    /// The widest range that leaves the well-known ports alone.
    private static final PortRange WIDEST = new PortRange(1024, 65535);

    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private final Situation host;
    private final DestinationUse use;
    private final PortBudget budget;

    public PortRemedies(Situation host, DestinationUse use) {
        this.host = host;
        this.use = use;
        this.budget = host.budget();
    }

    /// What helps where TIME_WAIT holds the ports.
    public List<Remedy> whereWaiting(Program program) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(reuseConnections(program));
        PortReuse reuse = host.reuse();
        if (!host.reused(use) && !(reuse.timestamps() && reuse.covers(use.destination()))) {
            remedies.add(reuse.timestamps() ? reusePorts() : timestamps());
        }
        remedies.addAll(morePorts(Numbers.rate(limit(budget.size())) + " → " + Numbers.rate(limit(2 * budget.size()))
                + " connections per second (" + Numbers.count(budget.size()) + " ports ÷ " + Numbers.seconds(hold())
                + ", for each pair)"));
        remedies.add(closeElsewhere());
        return remedies;
    }

    /// What helps where live connections hold the ports: none of the cures for TIME_WAIT.
    public List<Remedy> whereLive(Program program) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.ofSteps(
                "shorter-holding",
                "let connections go sooner: time-outs and a pool limit",
                true,
                UNLIMITED,
                "ports in use = connections opened per second × seconds each is held",
                Risk.MEDIUM,
                "requests slower than the time-out fail",
                List.of(
                        program.title() + ": connect, read and idle time-outs toward "
                                + use.destination().remote(),
                        "a limit on concurrent connections below " + Numbers.count(budget.size())
                                + ", with a queue in front")));
        remedies.add(Remedy.ofSteps(
                "more-capacity-behind",
                "make the destination answer faster, or put more of them there",
                true,
                2,
                "a backend that answers twice as fast halves the ports in use",
                Risk.MEDIUM,
                "cost",
                List.of("look at the response time of " + use.destination().remote())));
        remedies.addAll(morePorts(Numbers.count(budget.size()) + " → " + Numbers.count(2L * budget.size())
                + " connections at the same time"));
        return remedies;
    }

    private Remedy reuseConnections(Program program) {
        return Remedy.ofSteps(
                "reuse-connections",
                "reuse connections",
                true,
                UNLIMITED,
                "ports in use = concurrent requests, not requests per second × " + Numbers.seconds(hold()),
                Risk.LOW,
                "an idle connection that the server just closed gives an error (502): keep it shorter than the"
                        + " server's idle timeout, retry what is idempotent",
                program.keepAlive());
    }

    private Remedy reusePorts() {
        double delay = host.reuse().delayMillis() / 1000.0;
        double headroom = hold() / Math.max(delay, 0.001);
        return Remedy.ofSetting(
                "tw-reuse",
                Setting.TCP_TW_REUSE.sysctl() + " = 1",
                true,
                headroom,
                "a port is free again after " + Numbers.duration(delay) + " in place of " + Numbers.seconds(hold())
                        + ": up to " + Numbers.rate(budget.size() / Math.max(delay, 0.001))
                        + " connections per second",
                Risk.LOW,
                "a NAT, firewall or balancer on the way that remembers the old connection may drop the new SYN",
                new SettingChange(Setting.TCP_TW_REUSE, "1"));
    }

    private Remedy timestamps() {
        List<String> steps = new ArrayList<>();
        steps.add(new SettingChange(Setting.TCP_TIMESTAMPS, "1").command());
        if (!host.reuse().covers(use.destination())) {
            steps.add(new SettingChange(Setting.TCP_TW_REUSE, "1").command());
        }
        return Remedy.ofSteps(
                "timestamps",
                "switch timestamps on, then tcp_tw_reuse can act",
                true,
                hold(),
                "tcp_tw_reuse needs the peer's timestamp in the old connection",
                Risk.LOW,
                "12 bytes in each segment",
                steps);
    }

    private List<Remedy> morePorts(String doubled) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.ofSteps(
                "more-addresses",
                "a second source address, or a second address or port of the destination",
                false,
                2,
                doubled,
                Risk.LOW,
                "firewall and access rules that name the one address",
                List.of(
                        "ip addr add ADDRESS dev INTERFACE, and let the program bind it with IP_BIND_ADDRESS_NO_PORT",
                        "or let the destination listen on a second port and spread over both")));
        if (WIDEST.size() > budget.range().size()) {
            remedies.add(widerRange());
        }
        return remedies;
    }

    private Remedy widerRange() {
        double headroom = (double) WIDEST.size() / Math.max(budget.size(), 1);
        String range = WIDEST.first() + " " + WIDEST.last();
        PortSet services = host.listeners().listeningPorts().within(WIDEST);
        PortSet reserve = budget.ephemeral().reserved().union(services);
        List<String> steps = new ArrayList<>();
        if (!reserve.equals(budget.ephemeral().reserved())) {
            steps.add(new SettingChange(Setting.IP_LOCAL_RESERVED_PORTS, reserve.toString()).command());
        }
        steps.add(new SettingChange(Setting.IP_LOCAL_PORT_RANGE, range).command());
        return Remedy.ofSteps(
                "wider-range",
                "a wider port range",
                false,
                headroom,
                Numbers.count(budget.size()) + " → up to " + Numbers.count(WIDEST.size()) + " ports, "
                        + Numbers.rate(headroom) + " times as many",
                Risk.MEDIUM,
                "a service whose port is in the range may find it taken at its next start: reserve such ports first",
                steps);
    }

    private Remedy closeElsewhere() {
        return Remedy.ofSteps(
                "peer-closes-first",
                "let the other side close first",
                true,
                UNLIMITED,
                "the TIME_WAIT moves to " + use.destination().remote() + ", where it takes no port from this host",
                Risk.MEDIUM,
                "the server then keeps the waiting sockets, and a client that waits for it can hang",
                List.of("the protocol decides: HTTP clients send 'Connection: close' and let the server close"));
    }

    private double hold() {
        return host.hold(use).seconds();
    }

    private double limit(int ports) {
        return ports / hold();
    }

    /// What is often advised where TIME_WAIT is many, and is no cure.
    public static List<BadAdvice> folklore() {
        return List.of(
                new BadAdvice("tcp_fin_timeout", "does not touch TIME_WAIT, only orphaned FIN_WAIT_2"),
                new BadAdvice("tcp_tw_recycle", "gone since Linux 4.12; refused clients behind NAT"),
                new BadAdvice("SO_LINGER 0", "resets the connection and loses unsent data"),
                new BadAdvice(
                        "lower tcp_max_tw_buckets",
                        "when the table is full connections close without TIME_WAIT, and without its protection"));
    }

    /// What is often advised when ports run out, and does nothing where live connections hold them.
    public static List<BadAdvice> folkloreWhereLive() {
        return List.of(
                new BadAdvice("tcp_tw_reuse", "takes over ports in TIME_WAIT, and few are"),
                new BadAdvice("tcp_fin_timeout", "concerns orphaned FIN_WAIT_2 only"),
                new BadAdvice("lower tcp_max_tw_buckets", "live connections are not in that table"));
    }
}
