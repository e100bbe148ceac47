package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.host.Situation;
import java.util.ArrayList;
import java.util.List;

/// Every rule, in the order in which findings of equal severity are shown.
public final class Rules {
    /// Any finding of these means that TIME_WAIT is not all well.
    private static final List<Rule> ABOUT_WAITING = List.of(
            new PortsExhaustedRule(), new PortsFillingRule(), new ConnectSlowRule(), new TimeWaitOverflowRule());

    private static final List<Rule> ABOUT_THE_REST = List.of(
            new AcceptQueueOverflowRule(),
            new CloseWaitLeakRule(),
            new ResetStormRule(),
            new ClosingStuckRule(),
            new RestartWillFailRule(),
            new ServicePortInRangeRule(),
            new ReuseWithoutTimestampsRule());

    private static final Rule WAITING_IS_NORMAL = new TimeWaitNormalRule();

    private Rules() {}

    /// What every rule finds, each asked once.
    public static List<Finding> examine(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        ABOUT_WAITING.forEach(rule -> findings.addAll(rule.examine(situation)));
        boolean normal = findings.isEmpty();
        ABOUT_THE_REST.forEach(rule -> findings.addAll(rule.examine(situation)));
        if (normal) {
            findings.addAll(WAITING_IS_NORMAL.examine(situation));
        }
        return findings;
    }
}
