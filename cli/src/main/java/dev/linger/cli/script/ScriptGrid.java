package dev.linger.cli.script;

import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which event in which state scripts are about, by the folders they are in: `STATE/EVENT/POSITION.pkt`.
public final class ScriptGrid {
    private static final String ENDING = ".pkt";

    private final List<String> states = new ArrayList<>();
    /// The positions of every state in which the event has one.
    private final Map<String, Map<String, List<String>>> events = new TreeMap<>();
    private int outside;

    public ScriptGrid(List<ScriptFile> scripts) {
        for (TcpState state : TcpState.values()) {
            states.add(state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        for (ScriptFile script : scripts) {
            count(List.of(script.name().split("/", -1)));
        }
    }

    /// The state is the first folder that is called like one.
    private void count(List<String> words) {
        for (int place = 0; place + 2 < words.size(); place++) {
            if (states.contains(words.get(place))) {
                String position = String.join("/", words.subList(place + 2, words.size()));
                events.computeIfAbsent(words.get(place + 1), event -> new HashMap<>())
                        .computeIfAbsent(words.get(place), state -> new ArrayList<>())
                        .add(withoutEnding(position));
                return;
            }
        }
        outside++;
    }

    private static String withoutEnding(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /// All states of RFC 9293, in the RFC's order, as folders spell them.
    public List<String> states() {
        return List.copyOf(states);
    }

    /// Every event that some state has, sorted.
    public List<String> events() {
        return List.copyOf(events.keySet());
    }

    /// The positions of an event in a state; one for each script.
    public List<String> positions(String state, String event) {
        return events.getOrDefault(event, Map.of()).getOrDefault(state, List.of());
    }

    /// The positions that this event has in other states only, sorted.
    public List<String> missing(String state, String event) {
        TreeSet<String> missing = new TreeSet<>();
        events.getOrDefault(event, Map.of()).values().forEach(missing::addAll);
        positions(state, event).forEach(missing::remove);
        return List.copyOf(missing);
    }

    /// How many scripts are in no folder of this form.
    public int outside() {
        return outside;
    }
}
