package dev.linger.cli.command;

import dev.linger.cli.render.Cell;
import dev.linger.cli.render.Column;
import dev.linger.cli.render.Fact;
import dev.linger.cli.render.NumberText;
import dev.linger.cli.render.Report;
import dev.linger.cli.render.Section;
import dev.linger.model.Endpoint;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.census.DestinationUse;
import dev.linger.observation.census.PortBudget;
import dev.linger.observation.census.StateCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns what was counted into the sections that were asked for.
final class StatesReport {
    private static final String NO_PROCESS = "(no process)";

    private static final List<Column> DESTINATION_COLUMNS = List.of(
            Column.text("source", "SOURCE"),
            Column.text("destination", "DESTINATION"),
            Column.number("sockets", "SOCKETS"),
            Column.number("TIME_WAIT", "TIME-WAIT"),
            Column.number("ESTABLISHED", "ESTAB"),
            Column.number("others", "OTHERS"),
            Column.number("ports", "PORTS"),
            Column.number("share", "SHARE"));

    private final StatesQuestion question;
    private final SocketsSeen seen;

    StatesReport(StatesQuestion question, SocketsSeen seen) {
        this.question = question;
        this.seen = seen;
    }

    Report report() {
        int total = seen.groups().counts().total();
        List<Section> sections = new ArrayList<>();
        for (Grouping grouping : question.by()) {
            sections.add(
                    switch (grouping) {
                        case STATE -> byState();
                        case PROCESS -> byProcess();
                        case DESTINATION -> byDestination();
                        case LISTENER -> byListener();
                        case NAMESPACE -> byNamespace();
                        case UID -> byUid();
                    });
        }
        String headline = NumberText.grouped(total) + (total == 1 ? " TCP socket" : " TCP sockets")
                + (question.allStates() ? "" : " in the states asked for") + " · namespace " + seen.namespace();
        List<Fact> facts = List.of(
                new Fact("namespace", Cell.text(seen.namespace())), new Fact("totalSockets", Cell.count(total)));
        return new Report("states", headline, facts, sections, seen.limits(), seen.cost());
    }

    private Section byState() {
        List<List<Cell>> rows = new ArrayList<>();
        for (SocketState state : question.states()) {
            rows.add(List.of(
                    Cell.text(state.ssName(), state.name()),
                    Cell.count(seen.groups().counts().of(state))));
        }
        List<Column> columns = List.of(Column.text("state", "STATE"), Column.number("sockets", "SOCKETS"));
        return new Section("state", "", List.of(), columns, rows, Optional.empty());
    }

    private Section byProcess() {
        CountedRows rows = new CountedRows(question.states(), question.top());
        StateCounts unseen = new StateCounts();
        for (Map.Entry<Optional<HostProcess>, StateCounts> entry :
                seen.groups().owners().byProcess(seen.owners()).entrySet()) {
            if (entry.getKey().isPresent()) {
                HostProcess process = entry.getKey().get();
                rows.add(entry.getValue(), Cell.text(process.name()), Cell.identifier(process.pid()));
            } else {
                unseen = entry.getValue();
            }
        }
        rows.addLast(seen.groups().owners().ownerless(), Cell.text(NO_PROCESS), Cell.missing("-"));
        rows.addLast(unseen, Cell.text("(owner not seen)"), Cell.missing("-"));
        String caption = seen.groups().owners().ownerless().total() == 0
                ? ""
                : "the kernel keeps no owner of a TIME-WAIT or an orphan";
        return rows.section(
                "process", caption, List.of(Column.text("process", "PROCESS"), Column.number("pid", "PID")));
    }

    private Section byUid() {
        CountedRows rows = new CountedRows(question.states(), question.top());
        for (Map.Entry<Integer, StateCounts> entry :
                seen.groups().owners().byUid().entrySet()) {
            rows.add(entry.getValue(), Cell.text(Integer.toUnsignedString(entry.getKey())));
        }
        rows.addLast(seen.groups().owners().ownerless(), Cell.text(NO_PROCESS));
        return rows.section("uid", "", List.of(Column.text("uid", "UID")));
    }

    private Section byListener() {
        CountedRows rows = new CountedRows(question.states(), question.top());
        for (Map.Entry<Endpoint, StateCounts> entry :
                seen.groups().incoming().byListener().entrySet()) {
            rows.add(entry.getValue(), Cell.text(entry.getKey().toString()));
        }
        String caption = "incoming connections; which ones are incoming is inferred from their ports";
        return rows.section("listener", caption, List.of(Column.text("listener", "LISTENER")));
    }

    private Section byNamespace() {
        CountedRows rows = new CountedRows(question.states(), question.top());
        for (Map.Entry<String, StateCounts> entry : seen.byNamespace().entrySet()) {
            rows.add(entry.getValue(), Cell.text(entry.getKey()));
        }
        return rows.section("namespace", "", List.of(Column.text("name", "NAMESPACE")));
    }

    private Section byDestination() {
        PortBudget budget = seen.groups().budget();
        List<DestinationUse> uses = seen.groups().destinations().largest(question.top());
        List<List<Cell>> rows = new ArrayList<>();
        int ports = 0;
        for (DestinationUse use : uses) {
            ports += use.ports();
            List<Cell> row = new ArrayList<>();
            row.add(Cell.text(use.destination().source().toString()));
            row.add(Cell.text(use.destination().remote().toString()));
            counts(row, use.states().total(), use.waiting(), use.states().of(SocketState.ESTABLISHED));
            row.add(Cell.count(use.ports()));
            row.add(budget.size() > 0 ? Cell.share((double) use.ports() / budget.size()) : Cell.missing("-"));
            rows.add(row);
        }
        int leftOut = seen.groups().destinations().size() - uses.size();
        List<Fact> facts = List.of(
                new Fact("portBudget", Cell.count(budget.size())),
                new Fact("portBudgetExplanation", Cell.text(budget.explanation())));
        return new Section(
                "destination",
                "ports that each can use: " + budget.explanation(),
                facts,
                DESTINATION_COLUMNS,
                rows,
                leftOut == 0 ? Optional.empty() : Optional.of(otherDestinations(leftOut, uses, ports)));
    }

    /// All outgoing connections less those shown.
    private Section.Rest otherDestinations(int leftOut, List<DestinationUse> shown, int portsShown) {
        StateCounts all = seen.groups().destinations().total();
        int total = all.total();
        int waiting = all.of(SocketState.TIME_WAIT);
        int established = all.of(SocketState.ESTABLISHED);
        for (DestinationUse use : shown) {
            total -= use.states().total();
            waiting -= use.waiting();
            established -= use.states().of(SocketState.ESTABLISHED);
        }
        List<Cell> row = new ArrayList<>();
        row.add(CountedRows.leftOutLabel(leftOut));
        row.add(Cell.missing(""));
        counts(row, total, waiting, established);
        row.add(Cell.count(seen.groups().destinations().totalPorts() - portsShown));
        row.add(Cell.missing(""));
        return new Section.Rest(leftOut, row);
    }

    private static void counts(List<Cell> row, int total, int waiting, int established) {
        row.add(Cell.count(total));
        row.add(Cell.count(waiting));
        row.add(Cell.count(established));
        row.add(Cell.count(total - waiting - established));
    }
}
