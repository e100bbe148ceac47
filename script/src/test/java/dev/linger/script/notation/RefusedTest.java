package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not read, and what is said about it. In the tables a line of a script stands before `=>`.
class RefusedTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            line => message
            -1 f() = 0 => the time -1 is negative
            +-.5 f() = 0 => the time -.5 is negative
            1000000000000 f() = 0 => the time 1000000000000 is too long
            2~1.999999 > . 1:1(0) => the time range ends before it begins
            +2~+1 > . 1:1(0) => the time range ends before it begins
            1~2 f() = 0 => a range of times is for outbound packets only
            +1~+2 < . 1:1(0) win 1 => a range of times is for outbound packets only
            * `true` => the time * is for outbound packets only
            * < icmp unreachable => the time * is for outbound packets only
            0 f(9223372036854775808) = 0 => 9223372036854775808 needs more than 64 bits
            0 f(0x10000000000000000) = 0 => 0x10000000000000000 needs more than 64 bits
            0 f("\\q") = 0 => a string has the unknown escape '\\q'
            0 f("\\x1") = 0 => a string has '\\x' without two hexadecimal digits
            0 f({a(1)=2, 3}) = 0 => braces hold values with and without a name
            --tolerance=1 => unknown option --tolerance
            --define=X => --define needs a symbol and its value: --define=NAME=value
            #endif => this #endif has no #ifdef
            #ifdef X => this #ifdef has no #endif
            #ifdef 1 => #ifdef without a name
            """)
    void whatCannotBeIsRefused(String line, String message) {
        assertThat(Refusal.message(line)).isEqualTo("t.pkt:1: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            line => column => message
            0 socket= => 9 => expected '(' after the system call's name, found '='
            0 close(3) = => 13 => expected a value, found the end of the script
            0 close(3 4) = 0 => 11 => expected ',' or ')' after an argument, found '4'
            0 close(3) 0 => 12 => expected '=' and a result after the system call's arguments, found '0'
            0 close([3) = 0 => 11 => expected ',' or ']' after an element, found ')'
            0 close({3) = 0 => 11 => expected ',' or '}' after a value in braces, found ')'
            0 close(3) = -1 EBADF => 22 => expected '(' and the words for EBADF, found the end of the script
            0 close(3) = 0 (a 1) => 19 => expected a word or ')' in the note after a result, found '1'
            close(3) = 0 => 1 => expected the time of an event, found 'close'
            0 = => 3 => expected a packet, a system call, a command or code, found '='
            0 "text" => 3 => expected a packet, a system call, a command or code, found "text"
            + `true` => 3 => expected a time, found the command `true`
            +1~2 > . 1:1(0) => 4 => expected '+' before the end of a relative range, found '2'
            0 > => 4 => expected the flags of a TCP packet, found the end of the script
            0 > 80 . 1:1(0) => 8 => expected '>' between the ports, found '.'
            0 > . x => 7 => expected sequence numbers like 1:101(100), found 'x'
            0 > . 1.5(0) => 7 => expected sequence numbers like 1:101(100), found '1.5'
            0 > . 1(0) => 8 => expected ':' after the first sequence number, found '('
            0 > . 1:1 ack 1 => 11 => expected '(' before the length, found 'ack'
            0 > . 1:1(0 => 12 => expected ')' after the length, found the end of the script
            0 > . 1:1(0) ack 0x1 => 18 => expected a number for the acknowledgment number, found '0x1'
            0 > [tos 16] . 1:1(0) => 10 => expected a number like 0x1 for the tos, found '16'
            0 > [ce) . 1:1(0) => 8 => expected ',' or ']' after a field of the IP header, found ')'
            0 > . 1:1(0) <mss> => 18 => expected a number for the mss, found '>'
            0 > . 1:1(0) <nop nop> => 19 => expected ',' or '>' after a TCP option, found 'nop'
            0 > . 1:1(0) <nop,> => 19 => expected a TCP option, found '>'
            0 > . 1:1(0) <nop,...> => 19 => expected a TCP option, found '...'
            0 > . 1:1(0) <...,nop> => 18 => expected '>' after <..., found ','
            0 > . 1:1(0) <TS 1> => 18 => expected 'val' after TS, found '1'
            0 > . 1:1(0) <TS val 1> => 23 => expected 'ecr' after a timestamp, found '>'
            0 > . 1:1(0) <ECN> => 18 => expected 'e0b' or 'e1b' after ECN, found '>'
            0 < icmp 3 => 10 => expected the type of an ICMP message, found '3'
            0 < icmp redirect [1:1(0) x => 27 => expected ']' after the sequence numbers of the quoted packet, found 'x'
            0 `a` `b` c => 11 => expected the end of the script after the last command, found 'c'
            --mss= => 7 => expected a value after '=', found the end of the script
            0 f("x => 5 => this string has no end
            0 `x => 3 => this command has no end
            0 %{ x => 3 => this code has no end: no }% follows
            /* x => 1 => this comment has no end
            0 f(1)=0 # x => 10 => expected the time of an event, found '#'
            """)
    void wrongSyntaxSaysWhatWasFoundAndWhatWasExpected(String line, int column, String message) {
        assertThat(Refusal.message(line)).isEqualTo("t.pkt:1: column " + column + ": " + message);
    }

    @Test
    void scriptWithoutEventsIsRefused() {
        assertThat(Refusal.message(""))
                .isEqualTo("t.pkt:1: column 1: expected the time of an event, found the end of the script");
    }

    @Test
    void refusalNamesTheLine() {
        ScriptException refused = Refusal.of("// one\n/* two\n three */ 0 f() = 0\n  +1 < udp (1)\n");
        assertThat(refused).hasMessage("t.pkt:4: UDP packets are not supported");
        assertThat(refused.line()).isEqualTo(4);
    }

    @Test
    void optionAfterAnEventIsRefused() {
        assertThat(Refusal.message("0 f() = 0\n--mss=1460"))
                .isEqualTo("t.pkt:2: column 1: expected the time of an event, found the option --mss");
    }

    @Test
    void ifdefWithinAnIfdefIsRefused() {
        assertThat(Refusal.message("--define=A=1\n#ifdef A\n#ifdef A\n#endif\n0 f() = 0"))
                .isEqualTo("t.pkt:3: #ifdef within the #ifdef of line 2");
    }

    @Test
    void secondProfileIsRefused() {
        assertThat(Refusal.message("// #profile linux\n// #profile rfc\n0 f() = 0"))
                .isEqualTo("t.pkt:2: names the profile rfc, after linux further up");
    }

    @Test
    void longTextIsCutShortInMessages() {
        assertThat(Refusal.message("0 > " + "S".repeat(10) + " " + "x".repeat(41)))
                .endsWith("found '" + "x".repeat(40) + "...'");
    }

    @Test
    void bracketsMayStandInOneAnotherToABound() throws ScriptException {
        int most = ExpressionParser.MAX_DEPTH;
        ScriptParser.parse("t.pkt", "0 f(" + "[".repeat(most) + "1" + "]".repeat(most) + ") = 0", Map.of());
        assertThat(Refusal.message("0 f(" + "[".repeat(most + 1) + "1"))
                .isEqualTo("t.pkt:1: expressions stand in one another more than 64 deep");
        assertThat(Refusal.message("0 f(" + "[".repeat(100_000)))
                .isEqualTo("t.pkt:1: expressions stand in one another more than 64 deep");
        assertThat(Refusal.message("0 f(" + "a=".repeat(100_000)))
                .isEqualTo("t.pkt:1: expressions stand in one another more than 64 deep");
        assertThat(Refusal.message("0 f(" + "{a(1)=".repeat(100_000)))
                .isEqualTo("t.pkt:1: expressions stand in one another more than 64 deep");
    }

    @Test
    void orMayJoinValuesToABound() throws ScriptException {
        int most = ExpressionParser.MAX_DEPTH;
        ScriptParser.parse("t.pkt", "0 f(a" + "|a".repeat(most - 1) + ") = 0", Map.of());
        assertThat(Refusal.message("0 f(a" + "|a".repeat(most) + ") = 0"))
                .isEqualTo("t.pkt:1: '|' joins more than 64 operands");
    }
}
