package dev.linger.script.calls;

import dev.linger.script.notation.Expression;
import dev.linger.script.notation.SystemCall;
import dev.linger.sockets.Call;
import dev.linger.sockets.CallResult;
import org.jspecify.annotations.Nullable;

/// A system call of a script that has been made. It may have to wait; its process goes on with it
/// ([dev.linger.sockets.ProcessSockets#proceed]).
public final class ScriptCall {
    private final Arguments arguments;
    private final SystemCall call;
    private final @Nullable Call waiting;
    private final @Nullable CallResult immediate;
    private final boolean givesDescriptor;
    private final Consequence consequence;

    /// What follows when the result is as expected: out-arguments are compared, descriptors become known.
    @FunctionalInterface
    interface Consequence {
        void follow(CallResult result) throws CallException;
    }

    private ScriptCall(
            Arguments arguments,
            @Nullable Call waiting,
            @Nullable CallResult immediate,
            boolean givesDescriptor,
            Consequence consequence) {
        this.arguments = arguments;
        this.call = arguments.call();
        this.waiting = waiting;
        this.immediate = immediate;
        this.givesDescriptor = givesDescriptor;
        this.consequence = consequence;
    }

    static ScriptCall of(Arguments arguments, CallResult result, Consequence consequence) {
        return new ScriptCall(arguments, null, result, false, consequence);
    }

    static ScriptCall of(Arguments arguments, Call call, Consequence consequence) {
        return new ScriptCall(arguments, call, null, false, consequence);
    }

    /// One whose result is a new descriptor: which number it is does not matter, the script names its own.
    ScriptCall givingDescriptor() {
        return new ScriptCall(arguments, waiting, immediate, true, consequence);
    }

    public boolean isDone() {
        return waiting == null || waiting.isDone();
    }

    /// What it returned, once it is done.
    public CallResult result() {
        if (waiting != null) {
            return waiting.result();
        }
        if (immediate == null) {
            throw new IllegalStateException("a call has a result or waits for one");
        }
        return immediate;
    }

    /// Compares what it returned with what the script expects, once it is done.
    ///
    /// @throws CallException when they differ
    public void verify() throws CallException {
        CallResult actual = result();
        verifyValue(actual);
        String errno = call.errno();
        if (errno != null && !arguments.constants().isSameErrno(errno, actual.errno())) {
            throw arguments.problem("expected " + errno + ", got " + actual.errno());
        }
        consequence.follow(actual);
    }

    private void verifyValue(CallResult actual) throws CallException {
        if (call.result() instanceof Expression.Any) {
            return;
        }
        long expected = arguments.int32(call.result(), "the result");
        boolean anyDescriptor = givesDescriptor && expected >= 0;
        if (anyDescriptor ? actual.isFailed() : actual.value() != expected) {
            String wanted = anyDescriptor ? "a descriptor" : Long.toString(expected);
            String why = actual.isFailed() ? " (" + actual.errno() + ")" : "";
            throw arguments.problem("expected " + wanted + ", got " + actual.value() + why);
        }
    }
}
