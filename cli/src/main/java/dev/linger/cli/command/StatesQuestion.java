package dev.linger.cli.command;

import dev.linger.model.SocketState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What `linger states` was asked for.
///
/// @param by the groupings, in the order of the command line, each once
/// @param states the states to count
/// @param top how many rows a grouping shows
record StatesQuestion(List<Grouping> by, Set<SocketState> states, int top) {
    private static final String ALL = "all";

    static final Option BY = Option.valued(
                    "--by",
                    "WHAT,…",
                    "state, process, destination, listener, namespace, uid; the first three unless told")
            .completedBy("state", "process", "destination", "listener", "namespace", "uid");
    static final Option STATE = Option.valued(
                    "--state",
                    "STATE,…",
                    "only sockets in these states, such as time-wait; all of them unless told, or for all")
            .completedBy(stateWords().toArray(String[]::new));
    static final Option TOP =
            Option.valued("--top", "N", "rows of a grouping, 10 unless told; 0 or all for all of them");

    private static final int DEFAULT_TOP = 10;

    static StatesQuestion of(Arguments arguments) throws CommandException {
        return new StatesQuestion(
                groupings(arguments.value(BY).orElse("state,process,destination")),
                arguments.has(STATE) ? states(arguments.value(STATE).orElseThrow()) : EnumSet.allOf(SocketState.class),
                arguments.has(TOP) ? top(arguments.value(TOP).orElseThrow()) : DEFAULT_TOP);
    }

    boolean asksFor(Grouping grouping) {
        return by.contains(grouping);
    }

    /// Whether incoming connections have to be told from outgoing ones.
    boolean needsPorts() {
        return asksFor(Grouping.DESTINATION) || asksFor(Grouping.LISTENER);
    }

    boolean allStates() {
        return states.size() == SocketState.count();
    }

    private static List<Grouping> groupings(String text) throws CommandException {
        List<Grouping> groupings = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            Grouping grouping = grouping(word.strip());
            if (!groupings.contains(grouping)) {
                groupings.add(grouping);
            }
        }
        return groupings;
    }

    private static Grouping grouping(String word) throws CommandException {
        List<String> known = new ArrayList<>();
        for (Grouping grouping : Grouping.values()) {
            if (grouping.word().equals(word)) {
                return grouping;
            }
            known.add(grouping.word());
        }
        throw CommandException.usage("--by takes " + String.join(", ", known) + "; not '" + word + "'");
    }

    private static Set<SocketState> states(String text) throws CommandException {
        Set<SocketState> states = EnumSet.noneOf(SocketState.class);
        for (String word : text.split(",", -1)) {
            if (word.strip().equalsIgnoreCase(ALL)) {
                states.addAll(EnumSet.allOf(SocketState.class));
                continue;
            }
            SocketState state = SocketState.parse(word).orElse(null);
            if (state == null) {
                throw CommandException.usage(
                        "--state takes " + String.join(", ", stateWords()) + "; not '" + word + "'");
            }
            states.add(state);
        }
        return states;
    }

    /// What `--state` takes.
    private static List<String> stateWords() {
        List<String> words = new ArrayList<>(List.of(ALL));
        for (int ordinal = 0; ordinal < SocketState.count(); ordinal++) {
            words.add(SocketState.of(ordinal).ssName().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static int top(String text) throws CommandException {
        if (text.equals(ALL)) {
            return Integer.MAX_VALUE;
        }
        try {
            int top = Integer.parseInt(text);
            if (top >= 0) {
                return top == 0 ? Integer.MAX_VALUE : top;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a negative one.
        }
        throw CommandException.usage("--top takes a whole number from 0 up, or all; not '" + text + "'");
    }
}
