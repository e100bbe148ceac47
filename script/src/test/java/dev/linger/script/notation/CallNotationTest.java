package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallNotationTest {
    private static final Map<String, String> DEFINES =
            Map.of("STRING", "\"a b\"", "HEX", "0x20", "NUMBER", "-7", "WORD", "O_RDWR", "FLAG_ONLY", "");

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            written => read
            ... => Any[]
            -1 => Int[value=-1, text=-1]
            9223372036854775807 => Int[value=9223372036854775807, text=9223372036854775807]
            0x10 => Int[value=16, text=0x10]
            0xffffffffffffffff => Int[value=-1, text=0xffffffffffffffff]
            O_RDWR => Word[name=O_RDWR]
            2nd => Word[name=2nd]
            NULL => Word[name=NULL]
            "a b" => Text[value=a b, open=false]
            "a"... => Text[value=a, open=true]
            "a" "b" => Text[value=ab, open=false]
            "\\x41\\\\\\"" => Text[value=A\\", open=false]
            A|B => Or[left=Word[name=A], right=Word[name=B]]
            A | 1 | B => Or[left=Or[left=Word[name=A], right=Int[value=1, text=1]], right=Word[name=B]]
            [] => Sequence[items=[]]
            [1, [A]] => Sequence[items=[Int[value=1, text=1], Sequence[items=[Word[name=A]]]]]
            {..., 10} => Group[items=[Any[], Int[value=10, text=10]]]
            {} => Group[items=[]]
            {a=1, 2} => Group[items=[Assignment[name=a, value=Int[value=1, text=1]], Int[value=2, text=2]]]
            {a=1} => Structure[fields=[Field[name=a, argument=null, value=Int[value=1, text=1]]]]
            {a=B|C} => Structure[fields=[Field[name=a, argument=null, value=Or[left=Word[name=B], right=Word[name=C]]]]]
            {a(2)=[]} => Structure[fields=[Field[name=a, argument=Int[value=2, text=2], value=Sequence[items=[]]]]]
            htons(8080) => Invocation[function=htons, arguments=[Int[value=8080, text=8080]]]
            inet_addr("192.0.2.1") => Invocation[function=inet_addr, arguments=[Text[value=192.0.2.1, open=false]]]
            a = 1 => Assignment[name=a, value=Int[value=1, text=1]]
            STRING => Text[value=a b, open=false]
            HEX => Int[value=32, text=0x20]
            NUMBER => Int[value=-7, text=-7]
            WORD => Word[name=O_RDWR]
            FLAG_ONLY => Word[name=FLAG_ONLY]
            """)
    void valueIsRead(String written, String read) throws ScriptException {
        Expression value = call("f(" + written + ") = 0").arguments().getFirst();
        assertThat(value.toString().replaceAll("\\bline=1(, )?", "")).isEqualTo(read);
    }

    @Test
    void valueKnowsItsLine() throws ScriptException {
        List<Expression> arguments =
                call("f(1,\n[2,\n{a=3}], \"b\"\n\"c\") = 0").arguments();
        assertThat(arguments).extracting(Expression::line).containsExactly(1, 2, 3);
    }

    @Test
    void callHasNameArgumentsResultErrorAndNote() throws ScriptException {
        assertThat(call("close(3) = -1 EBADF (Bad file descriptor)"))
                .isEqualTo(new SystemCall(
                        "close",
                        List.of(new Expression.Int(1, 3, "3")),
                        new Expression.Int(1, -1, "-1"),
                        "EBADF",
                        "Bad file descriptor",
                        SystemCall.DOES_NOT_WAIT));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            call => errno => note
            f() = 0 => =>
            f() = 0 (flags are set) => => flags are set
            f() = -1 EAGAIN (Try again) => EAGAIN => Try again
            f() = -1 EAGAIN (Try again) (twice) => EAGAIN => Try again twice
            """)
    void errorAndNoteMayBeMissing(String text, String errno, String note) throws ScriptException {
        SystemCall call = call(text);
        assertThat(call.errno()).isEqualTo(errno);
        assertThat(call.note()).isEqualTo(note);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            event,                  kind,     at,      until
            0 f() = 0,              ABSOLUTE, 0,       -1
            0.1...0.25 f() = 0,     ABSOLUTE, 100000,  250000
            +.01...2.01 f() = 0,    RELATIVE, 10000,   2010000
            +1...2 f() = 0,         RELATIVE, 1000000, 2000000
            +1....5 f() = 0,        RELATIVE, 1000000, 500000
            """)
    void blockingCallHasAnEnd(String event, EventTime.Kind kind, long at, long until) throws ScriptException {
        Event read = ScriptParser.parse("x", event, Map.of()).events().getFirst();
        assertThat(read.time()).isEqualTo(new EventTime(kind, at, at));
        assertThat(((SystemCall) read.action()).endMicros()).isEqualTo(until);
        assertThat(((SystemCall) read.action()).waits()).isEqualTo(until >= 0);
    }

    private static SystemCall call(String call) throws ScriptException {
        Script script = ScriptParser.parse("x", "0 " + call, DEFINES);
        return (SystemCall) script.events().getFirst().action();
    }
}
