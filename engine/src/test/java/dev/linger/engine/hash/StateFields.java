package dev.linger.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Looks at every field of a class that holds state, so that a new one cannot be forgotten: each is copied, and each
/// is part of the fingerprint, but for exceptions that are named with their reason.
///
/// Fields are changed one by one by reflection: what is asked here is not how the class behaves but whether it is
/// complete.
public final class StateFields<T> {
    private final Class<T> type;
    private final Supplier<T> maker;
    private final Map<String, String> notCopied = new TreeMap<>();
    private final Map<String, String> notDigested = new TreeMap<>();

    private StateFields(Class<T> type, Supplier<T> maker) {
        this.type = type;
        this.maker = maker;
    }

    public static <T> StateFields<T> of(Class<T> type, Supplier<T> maker) {
        return new StateFields<>(type, maker);
    }

    public StateFields<T> notCopied(String field, String why) {
        notCopied.put(field, why);
        return this;
    }

    public StateFields<T> notDigested(String field, String why) {
        notDigested.put(field, why);
        return this;
    }

    /// Neither; what it holds has tests of its own, or is no state.
    public StateFields<T> neither(String field, String why) {
        return notCopied(field, why).notDigested(field, why);
    }

    /// Copies with `copy` (from, to), which must take over each field.
    public StateFields<T> areCopiedBy(BiConsumer<T, T> copy) {
        List<String> lost = new ArrayList<>();
        for (Field field : fields(notCopied)) {
            T from = maker.get();
            T to = maker.get();
            change(field, from);
            copy.accept(from, to);
            if (!get(field, to).equals(get(field, from))) {
                lost.add(field.getName());
            }
        }
        assertThat(lost)
                .as("fields of %s that are not copied", type.getSimpleName())
                .isEmpty();
        return this;
    }

    /// Each field changes what `addition` adds.
    public StateFields<T> areAddedBy(BiConsumer<T, StateDigest> addition) {
        List<String> missing = new ArrayList<>();
        for (Field field : fields(notDigested)) {
            T changed = maker.get();
            change(field, changed);
            if (digest(changed, addition).equals(digest(maker.get(), addition))) {
                missing.add(field.getName());
            }
        }
        assertThat(missing)
                .as("fields of %s that its fingerprint leaves out", type.getSimpleName())
                .isEmpty();
        return this;
    }

    private Fingerprint digest(T of, BiConsumer<T, StateDigest> addition) {
        return Fingerprint.of(digest -> addition.accept(of, digest));
    }

    private List<Field> fields(Map<String, String> exceptions) {
        List<Field> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            // What is synthetic was put there by a tool that measures coverage.
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                names.add(field.getName());
                if (!exceptions.containsKey(field.getName())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        assertThat(names).as("fields named as exceptions").containsAll(exceptions.keySet());
        return fields;
    }

    private static void change(Field field, Object of) {
        try {
            Class<?> type = field.getType();
            if (type == boolean.class) {
                field.setBoolean(of, !field.getBoolean(of));
            } else if (type == int.class) {
                field.setInt(of, field.getInt(of) ^ 1);
            } else if (type == long.class) {
                field.setLong(of, field.getLong(of) ^ 1);
            } else if (type.isEnum()) {
                Object[] values = type.getEnumConstants();
                field.set(of, values[0].equals(field.get(of)) ? values[1] : values[0]);
            } else {
                throw new AssertionError(field + " holds more than a value: say what becomes of it");
            }
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
