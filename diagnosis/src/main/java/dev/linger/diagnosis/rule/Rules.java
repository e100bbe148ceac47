package dev.linger.diagnosis.rule;

import java.util.ArrayList;
import java.util.List;

/// Every rule, in the order in which findings of equal severity are shown.
public final class Rules {
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

    public static final List<Rule> ALL = all();

    private Rules() {}

    private static List<Rule> all() {
        ArrayList<Rule> all = new ArrayList<>(ABOUT_WAITING);
        all.addAll(ABOUT_THE_REST);
        all.add(new TimeWaitNormalRule(ABOUT_WAITING));
        return List.copyOf(all);
    }
}
