package dev.linger.script.calls;

import dev.linger.script.notation.Expression;
import dev.linger.script.notation.NotationWriter;
import dev.linger.script.notation.SystemCall;
import java.util.List;

/// The arguments of one call, taken one by one and checked.
final class Arguments {
    private static final int LARGEST_BUFFER = 1 << 28;

    private final SystemCall call;
    private final Constants constants;

    Arguments(SystemCall call, Constants constants) {
        this.call = call;
        this.constants = constants;
    }

    SystemCall call() {
        return call;
    }

    Constants constants() {
        return constants;
    }

    int count() {
        return call.arguments().size();
    }

    void require(int count) throws CallException {
        if (count() != count) {
            throw problem("takes " + count + " arguments, has " + count());
        }
    }

    CallException problem(String message) {
        return new CallException(call.name() + ": " + message);
    }

    Expression at(int index) throws CallException {
        if (index >= count()) {
            throw problem("argument " + (index + 1) + " is missing");
        }
        return call.arguments().get(index);
    }

    int number(int index) throws CallException {
        return int32(at(index), place(index));
    }

    void ellipsis(int index) throws CallException {
        if (!isEllipsis(index)) {
            throw problem(place(index) + " can only be '...'");
        }
    }

    boolean isEllipsis(int index) throws CallException {
        return at(index) instanceof Expression.Any;
    }

    boolean isNumber(int index) throws CallException {
        return switch (at(index)) {
            case Expression.Int _, Expression.Word _, Expression.Or _ -> true;
            case Expression.Any _,
                    Expression.Text _,
                    Expression.Sequence _,
                    Expression.Group _,
                    Expression.Structure _,
                    Expression.Invocation _,
                    Expression.Assignment _ -> false;
        };
    }

    /// How many bytes a buffer has, from an argument.
    int length(int index) throws CallException {
        return length(number(index), place(index));
    }

    int length(int length, String what) throws CallException {
        if (length < 0 || length > LARGEST_BUFFER) {
            throw problem(what + " can be 0 to " + LARGEST_BUFFER + ", is " + length);
        }
        return length;
    }

    /// Whether a buffer is given; NULL and 0 stand for none.
    boolean hasBuffer(int index) throws CallException {
        if (isEllipsis(index)) {
            return true;
        }
        if (number(index) == 0) {
            return false;
        }
        throw problem(place(index) + " can only be '...' or NULL");
    }

    /// The elements in brackets.
    List<Expression> sequence(int index) throws CallException {
        if (at(index) instanceof Expression.Sequence sequence) {
            return sequence.items();
        }
        throw problem(place(index) + " has to be in brackets");
    }

    /// The only element in brackets.
    Expression bracketed(int index) throws CallException {
        List<Expression> items = sequence(index);
        if (items.size() != 1) {
            throw problem(place(index) + " has to be one value in brackets");
        }
        return items.getFirst();
    }

    List<Expression.Field> structure(Expression value, String what) throws CallException {
        if (value instanceof Expression.Structure structure) {
            return structure.fields();
        }
        throw problem(what + " has to be a structure with fields");
    }

    /// The bytes of all buffers in `[{..., 100}, {..., 200}]`.
    int vectorLength(Expression vector, int buffers, String what) throws CallException {
        if (!(vector instanceof Expression.Sequence sequence)) {
            throw problem(what + " has to be buffers in brackets");
        }
        if (sequence.items().size() != buffers) {
            throw problem(what + " has " + sequence.items().size() + " buffers, the call says " + buffers);
        }
        long sum = 0;
        for (Expression item : sequence.items()) {
            if (!(item instanceof Expression.Group group)
                    || group.items().size() != 2
                    || !(group.items().getFirst() instanceof Expression.Any)) {
                throw problem(what + ": a buffer is written {..., LENGTH}");
            }
            sum += length(int32(group.items().getLast(), "a buffer's length"), "a buffer's length");
        }
        return length((int) Math.min(sum, Integer.MAX_VALUE), "the length of all buffers");
    }

    /// A signed or unsigned number of 32 bits.
    int int32(Expression expression, String what) throws CallException {
        long value = value(expression, what);
        if (value > 0xFFFF_FFFFL || value < Integer.MIN_VALUE) {
            throw problem(what + " does not fit into 32 bits: " + value);
        }
        return (int) value;
    }

    private long value(Expression expression, String what) throws CallException {
        return switch (expression) {
            case Expression.Int number -> number.value();
            case Expression.Or or -> value(or.left(), what) | value(or.right(), what);
            case Expression.Word word -> {
                Long value = constants.value(word.name());
                if (value == null) {
                    throw problem(what + ": there is no '" + word.name() + "' on " + constants.system());
                }
                yield value;
            }
            case Expression.Any _,
                    Expression.Text _,
                    Expression.Sequence _,
                    Expression.Group _,
                    Expression.Structure _,
                    Expression.Invocation _,
                    Expression.Assignment _ ->
                throw problem(what + " has to be a number, is " + NotationWriter.expression(expression));
        };
    }

    /// What the script expects as the result, or `otherwise` where it leaves that open.
    int result(int otherwise) throws CallException {
        return call.result() instanceof Expression.Any ? otherwise : int32(call.result(), "the result");
    }

    String place(int index) {
        return "argument " + (index + 1);
    }
}
