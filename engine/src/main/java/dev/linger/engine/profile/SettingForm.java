package dev.linger.engine.profile;

import dev.linger.engine.record.RecordPath;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the text of a setting becomes part of a profile, and how it is read back.
interface SettingForm {
    String read(Profile profile);

    /// Throws [IllegalArgumentException] for a value that is not allowed, with or without saying why.
    Profile write(Profile profile, String value);

    /// What is allowed in this profile, for people: `0 to 2`.
    String allowed(Profile profile);

    /// Values at both ends of what is allowed, or all of them if they are few.
    List<String> ends(Profile profile);

    /// A whole number, kept in each of the components `paths` lead to, `factor` times as large.
    static SettingForm number(long min, long max, long factor, String... paths) {
        return new NumberForm(min, max, factor, 1, components(paths));
    }

    /// A multiple of `step`, and the component counts the steps.
    static SettingForm steps(long min, long max, long step, String path) {
        return new NumberForm(min, max, 1, step, components(path));
    }

    static SettingForm number(long min, long max, String... paths) {
        return number(min, max, 1, paths);
    }

    /// 1 for true and 0 for false, in each of the components.
    static SettingForm flag(String... paths) {
        Object[] no = new Object[paths.length];
        Object[] yes = new Object[paths.length];
        Arrays.fill(no, false);
        Arrays.fill(yes, true);
        return words(paths).word("0", no).word("1", yes);
    }

    /// A few words, each of which stands for one value of each component.
    static WordForm words(String... paths) {
        return new WordForm(components(paths), Map.of());
    }

    private static List<RecordPath<Profile>> components(String... paths) {
        return Arrays.stream(paths)
                .map(path -> RecordPath.of(Profile.class, path))
                .toList();
    }

    record NumberForm(long min, long max, long factor, long step, List<RecordPath<Profile>> paths)
            implements SettingForm {
        /// No plus sign, and no leading zero, which the kernel takes for octal.
        private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

        static long parse(String text) {
            if (!DECIMAL.matcher(text).matches()) {
                throw new IllegalArgumentException("not a whole number: " + text);
            }
            return Long.parseLong(text);
        }

        @Override
        public String read(Profile profile) {
            return Long.toString(((Number) present(paths.getFirst(), profile)).longValue() * step / factor);
        }

        @Override
        public Profile write(Profile profile, String value) {
            long number = parse(value);
            if (number < min || number > max || number % step != 0) {
                throw new IllegalArgumentException("out of range: " + number);
            }
            Profile changed = profile;
            for (RecordPath<Profile> path : paths) {
                long kept = Math.multiplyExact(number / step, factor);
                changed = path.with(changed, path.type() == int.class ? (Object) Math.toIntExact(kept) : (Object) kept);
            }
            return changed;
        }

        @Override
        public String allowed(Profile profile) {
            return min + " to " + max + (step == 1 ? "" : " in steps of " + step);
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.of(Long.toString(min), Long.toString(max));
        }
    }

    record WordForm(List<RecordPath<Profile>> paths, Map<String, List<Object>> meanings) implements SettingForm {
        /// The same with one more word, which stands for these values.
        WordForm word(String word, Object... values) {
            if (values.length != paths.size()) {
                throw new IllegalArgumentException(word + " stands for " + values.length + " values");
            }
            Map<String, List<Object>> more = new LinkedHashMap<>(meanings);
            more.put(word, List.of(values));
            return new WordForm(paths, more);
        }

        /// A profile made by hand may hold what no word stands for: then the nearest is the first that agrees with it
        /// in the first component.
        @Override
        public String read(Profile profile) {
            List<Object> values =
                    paths.stream().map(path -> present(path, profile)).toList();
            for (Map.Entry<String, List<Object>> meaning : meanings.entrySet()) {
                if (meaning.getValue().equals(values)) {
                    return meaning.getKey();
                }
            }
            for (Map.Entry<String, List<Object>> meaning : meanings.entrySet()) {
                if (meaning.getValue().getFirst().equals(values.getFirst())) {
                    return meaning.getKey();
                }
            }
            throw new IllegalStateException("no word stands for " + values);
        }

        @Override
        public Profile write(Profile profile, String value) {
            List<Object> values = meanings.get(value);
            if (values == null) {
                throw new IllegalArgumentException("no such word: " + value);
            }
            Profile changed = profile;
            for (int index = 0; index < values.size(); index++) {
                changed = paths.get(index).with(changed, values.get(index));
            }
            return changed;
        }

        @Override
        public String allowed(Profile profile) {
            List<String> words = ends(profile);
            return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        }

        @Override
        public List<String> ends(Profile profile) {
            return List.copyOf(meanings.keySet());
        }
    }

    private static Object present(RecordPath<Profile> path, Profile profile) {
        @Nullable Object value = path.get(profile);
        if (value == null) {
            throw new IllegalStateException("a setting has no value");
        }
        return value;
    }
}
