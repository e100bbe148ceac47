package dev.linger.engine.record;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One component of a record, or of a record within it: `timeWait.reuse.delayMillis`. Reads it, and makes copies that
/// differ in it alone; the records' own constructors judge the new value.
///
/// For what happens seldom, such as a setting that changes: it works by reflection. A path that leads nowhere is
/// refused when it is made, and a value of another type when it is to be set, both by an [IllegalArgumentException].
public final class RecordPath<R extends Record> {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final Class<R> root;
    private final String text;
    private final String[] names;

    private RecordPath(Class<R> root, String text) {
        this.root = root;
        this.text = text;
        this.names = text.split("\\.");
        type();
    }

    public static <R extends Record> RecordPath<R> of(Class<R> root, String path) {
        return new RecordPath<>(root, path);
    }

    /// A copy of `from` in which the component at `path` has another value.
    public static <R extends Record> R copy(R from, String path, @Nullable Object value) {
        @SuppressWarnings("unchecked")
        Class<R> root = (Class<R>) from.getClass();
        return of(root, path).with(from, value);
    }

    /// The type of the component it leads to.
    public Class<?> type() {
        Class<?> type = root;
        for (String name : names) {
            type = component(type, name).getType();
        }
        return type;
    }

    public @Nullable Object get(R from) {
        Object value = from;
        for (String name : names) {
            value = read(Objects.requireNonNull(value, text), name);
        }
        return value;
    }

    public R with(R from, @Nullable Object value) {
        return root.cast(with(from, 0, value));
    }

    private Object with(Object from, int depth, @Nullable Object value) {
        Object changed = value;
        if (depth < names.length - 1) {
            changed = with(Objects.requireNonNull(read(from, names[depth]), text), depth + 1, value);
        }
        return rebuild(from, names[depth], changed);
    }

    private Object rebuild(Object from, String name, @Nullable Object value) {
        Shape shape = SHAPES.get(from.getClass());
        @Nullable Object[] values = new @Nullable Object[shape.components().size()];
        for (int index = 0; index < values.length; index++) {
            RecordComponent component = shape.components().get(index);
            values[index] = component.getName().equals(name) ? value : read(from, component);
        }
        try {
            return shape.constructor().newInstance(values);
        } catch (InvocationTargetException refused) {
            throw unchecked(refused);
        } catch (IllegalArgumentException wrongType) {
            throw new IllegalArgumentException(text + " of " + root.getSimpleName() + " cannot be " + value, wrongType);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("records have public components", impossible);
        }
    }

    private static @Nullable Object read(Object from, String name) {
        return read(from, component(from.getClass(), name));
    }

    private static @Nullable Object read(Object from, RecordComponent component) {
        try {
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("records have public components", impossible);
        }
    }

    private static RecordComponent component(Class<?> type, String name) {
        if (type.isRecord()) {
            for (RecordComponent component : SHAPES.get(type).components()) {
                if (component.getName().equals(name)) {
                    return component;
                }
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has no component " + name);
    }

    /// What the constructor threw: its own judgement about the value.
    private static RuntimeException unchecked(InvocationTargetException refused) {
        return refused.getCause() instanceof RuntimeException judgement
                ? judgement
                : new IllegalStateException("a record's constructor failed", refused);
    }

    /// What reflection knows of a record class; asking it again each time is what takes long.
    private record Shape(List<RecordComponent> components, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Shape(List.of(components), type.getConstructor(types));
            } catch (NoSuchMethodException hidden) {
                throw new IllegalArgumentException(type.getSimpleName() + " has no public constructor", hidden);
            }
        }
    }
}
