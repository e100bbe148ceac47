package dev.linger.cli.command;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// What one command line says, whoever read it.
public final class Arguments {
    private final IdentityHashMap<Option, List<String>> values = new IdentityHashMap<>();
    private final List<String> words = new ArrayList<>();

    Arguments() {}

    /// Notes one occurrence; the value of a flag is empty.
    void add(Option option, String value) {
        List<String> known = values.get(option);
        if (known == null) {
            known = new ArrayList<>(1);
            values.put(option, known);
        }
        known.add(value);
    }

    void addWord(String word) {
        words.add(word);
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    Optional<String> value(Option option) {
        List<String> all = values.get(option);
        return all == null ? Optional.empty() : Optional.of(all.getLast());
    }

    List<String> values(Option option) {
        return values.getOrDefault(option, List.of());
    }

    /// What is no option and no option's value.
    List<String> words() {
        return words;
    }
}
