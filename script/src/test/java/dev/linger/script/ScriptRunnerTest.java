package dev.linger.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.script.ScriptResult.Verdict;
import dev.linger.script.command.ScriptFiles;
import dev.linger.script.notation.ScriptException;
import dev.linger.script.notation.ScriptOption;
import dev.linger.script.notation.ScriptParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the runner decides: each script here passes or fails for one reason.
class ScriptRunnerTest {
    private static final String OPEN = """
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 4) = 0
            +0 < S 0:0(0) win 65535 <mss 1460>
            +0 > S. 0:0(0) ack 1 <...>
            +.1 < . 1:1(0) ack 1 win 65535
            +0 accept(3, ..., ...) = 4
            """;

    static List<Path> sharedScripts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/scripts/shared"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sharedScripts")
    void givenScriptPassesUnchangedUnderTheLinuxProfile(Path path) throws IOException, ScriptException {
        assertThat(result(Files.readString(path)).message()).isEmpty();
    }

    @Test
    void minutesOfWaitingAreVirtual() throws ScriptException {
        ScriptResult result = result(OPEN + "+600 < R 1:1(0) win 0\n");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.virtualNanos()).isEqualTo(600_100_000_000L);
    }

    @Test
    void fieldThatDiffersIsMarked() throws ScriptException {
        assertThat(result(OPEN + "+.1 close(4) = 0\n+0 > F. 1:1(0) ack 2\n").message())
                .startsWith("""
                        x.pkt:9: the packet differs in its acknowledgment number
                          expected  0.200000 > F. 1:1(0) ack 2
                          actual    0.200000 > F. 1:1(0) ack 1 win 64240
                                                         ^^^^^
                        latest events
                          line 1  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                          line 2  bind(3, ..., ...) = 0
                          line 3  listen(3, 4) = 0
                          line 4  < S 0:0(0) win 65535 <mss 1460>
                                    0.000000 > S. 0:0(0) ack 1 win 64240 <mss 1460>
                        """);
    }

    @Test
    void packetAtAnotherTimeIsSaidWithItsTime() throws ScriptException {
        assertThat(result(OPEN + "+.1 close(4) = 0\n+.1 > F. 1:1(0) ack 1\n").message())
                .startsWith("x.pkt:9: the packet was expected at 0.300000 s and came at 0.200000 s");
    }

    @Test
    void toleranceIsObeyedWhereItIsGiven() throws ScriptException {
        String script = OPEN + "+.1 close(4) = 0\n+.1 > F. 1:1(0) ack 1\n";
        assertThat(result("--tolerance_usecs=99999\n" + script).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result("--tolerance_usecs=100000\n" + script).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void optionThatIsGivenWinsOverTheScripts() throws ScriptException {
        String script = "--tolerance_usecs=1\n" + OPEN + "+.1 close(4) = 0\n+.1 > F. 1:1(0) ack 1\n";
        assertThat(result(script).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result(script, List.of(new ScriptOption(0, "tolerance_usecs", "100000")))
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void toleranceInPercentIsOfTheTimeSinceTheEventBefore() throws ScriptException {
        // The FIN is sent again after 0.3 s, a quarter earlier than expected.
        String script = OPEN + "+.1 close(4) = 0\n+0 > F. 1:1(0) ack 1\n+.4 > F. 1:1(0) ack 1\n";
        assertThat(result("--tolerance_percent=24\n" + script).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result("--tolerance_percent=25\n" + script).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void packetThatNeverComesEndsTheScriptWithThatMessage() throws ScriptException {
        assertThat(result(OPEN + "+.1 > F. 1:1(0) ack 1\n").message()).startsWith("""
                        x.pkt:8: no packet came until 2.200000 s
                          expected  0.200000 > F. 1:1(0) ack 1
                        """);
    }

    @Test
    void packetsThatNobodyExpectsDoNoHarmAtTheEnd() throws ScriptException {
        assertThat(result(OPEN + "+0 close(4) = 0\n").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void nextPacketHasToBeTheExpectedOne() throws ScriptException {
        String acknowledged = "+.1 < P. 1:11(10) ack 1 win 65535\n";
        assertThat(result(OPEN + acknowledged + "+.1 close(4) = 0\n+0 > R. 1:1(0) ack 11\n")
                        .message())
                .contains("the packet differs in its flags");
    }

    @Test
    void blockingCallGoesOnInTheBackgroundUntilItsEnd() throws ScriptException {
        String read = "+0...0.3 read(4, ..., 100) = 10\n+.3 < P. 1:11(10) ack 1 win 65535\n";
        assertThat(result(OPEN + read).message()).isEmpty();
        assertThat(result(OPEN + read.replace("0.3 read", "0.2 read")).message())
                .startsWith("x.pkt:8: the return of the call was expected at 0.300000 s and came at 0.400000 s");
    }

    @Test
    void callThatNothingCanEndIsSaid() throws ScriptException {
        assertThat(result(OPEN + "+0 < . 1:1(0) ack 1 win 65535\n+0 read(4, ..., 100) = 10\n")
                        .message())
                .startsWith("x.pkt:9: read() waits, and nothing is due that could end it");
    }

    @Test
    void wrongResultNamesTheCall() throws ScriptException {
        ScriptResult result = result(OPEN + "+0 shutdown(4, SHUT_RD) = -1 ENOTCONN (not connected)\n");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.message()).startsWith("x.pkt:8: shutdown: ");
    }

    @Test
    void callThatIsNotSupportedIsRefusedByName() throws ScriptException {
        ScriptResult result = result(OPEN + "+0 epoll_create(1) = 5\n");
        assertThat(result.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(result.message()).isEqualTo("x.pkt:8: epoll_create: this system call is not supported");
    }

    @Test
    void longPacketMayComeAsSeveral() throws ScriptException {
        String script = OPEN + "+0 write(4, ..., 2920) = 2920\n+0 > P. 1:2921(2920) ack 1\n";
        assertThat(result(script).message()).isEmpty();
        assertThat(result("--strict_segments\n" + script).message()).contains("length of the text");
    }

    @Test
    void packetsWithPortsBelongToConnectionsOfTheirOwn() throws ScriptException {
        String script = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 4) = 0
                +0 < 5001 > 8080 S 100:100(0) win 65535 <mss 1460>
                +0 > 8080 > 5001 S. 0:0(0) ack 101 <...>
                +0 < 5002 > 8080 S 900:900(0) win 65535 <mss 1460>
                +0 > 8080 > 5002 S. 0:0(0) ack 901 <...>
                +.1 < 5001 > 8080 . 1:1(0) ack 1 win 65535
                +0 < 5002 > 8080 . 1:1(0) ack 1 win 65535
                +0 accept(3, ..., ...) = 4
                +0 accept(3, ..., ...) = 5
                +0 close(5) = 0
                +0 close(4) = 0
                +0 > 8080 > 5001 F. 1:1(0) ack 1
                +0 > 8080 > 5002 F. 1:1(0) ack 1
                """;
        assertThat(result(script).message()).isEmpty();
    }

    @Test
    void oneSourceRunsOverEveryFamily() throws ScriptException {
        for (String family : List.of("ipv4", "ipv6", "ipv4-mapped-ipv6")) {
            ScriptOption option = new ScriptOption(0, "ip_version", family);
            String script = OPEN + "+.1 close(4) = 0\n+0 > F. 1:1(0) ack 1\n";
            assertThat(result(script, List.of(option)).message()).isEmpty();
        }
    }

    @Test
    void timestampsOfTheHostAreThoseOfTheScript() throws ScriptException {
        String script = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 4) = 0
                +0 < S 0:0(0) win 65535 <mss 1460,nop,nop,TS val 1000 ecr 0>
                +0 > S. 0:0(0) ack 1 <mss 1460,nop,nop,TS val 100 ecr 1000>
                +.1 < . 1:1(0) ack 1 win 65535 <nop,nop,TS val 1001 ecr ECHO>
                """;
        assertThat(result(script.replace("ECHO", "100")).message()).isEmpty();
        assertThat(result(script.replace("ECHO", "101")).message())
                .startsWith("x.pkt:6: it echoes the timestamp 101, which no packet expected before has as its TS val");
        assertThat(result("--tcp_ts_ecr_scaled\n" + script.replace("ECHO", "101"))
                        .message())
                .isEmpty();
    }

    @Test
    void codeSeesTheFieldsOfTheConnectionUnderTest() throws ScriptException {
        String script = OPEN + "+0 write(4, ..., 1000) = 1000\n+0 %{ assert tcpi_snd_cwnd == 10 }%\n";
        assertThat(result(script).message()).isEmpty();
        assertThat(result(script.replace("10 }", "11 }")).message())
                .isEqualTo("x.pkt:9: assertion failed: tcpi_snd_cwnd == 11 (tcpi_snd_cwnd is 10)");
    }

    @Test
    void codeThatAsksForWhatIsNotKnownIsRefused() throws ScriptException {
        ScriptResult result = result(OPEN + "+0 %{ assert tcpi_total_retrans == 0 }%\n");
        assertThat(result.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(result.message()).isEqualTo("x.pkt:8: name 'tcpi_total_retrans' is not known");
    }

    @Test
    void codeSeesTheStateOfAConnectionThatWaits() throws ScriptException {
        String closed = OPEN + """
                +.1 close(4) = 0
                +0 > F. 1:1(0) ack 1
                +.1 < F. 1:1(0) ack 2 win 65535
                +0 > . 2:2(0) ack 2
                +0 %{ assert tcpi_state == TCP_TIME_WAIT }%
                """;
        assertThat(result(closed).message()).isEmpty();
    }

    @Test
    void socketThatIsStillOpenShowsClosedWhileItsConnectionWaits() throws ScriptException {
        // As the kernel does: the socket and the waiting row are two things (net/ipv4/tcp_minisocks.c:tcp_time_wait).
        String shut = OPEN + """
                +.1 shutdown(4, SHUT_WR) = 0
                +0 > F. 1:1(0) ack 1
                +.1 < F. 1:1(0) ack 2 win 65535
                +0 > . 2:2(0) ack 2
                +0 %{ assert tcpi_state == TCP_CLOSE }%
                """;
        assertThat(result(shut).message()).isEmpty();
    }

    @Test
    void unknownOptionIsRefusedByNameAndLine() throws ScriptException {
        ScriptOption option = new ScriptOption(3, "mtu", "10");
        ScriptResult result = result(OPEN, List.of(option));
        assertThat(result.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(result.message())
                .isEqualTo("x.pkt:3: option --mtu: expected a number from 576 to 65535, found '10'");
    }

    private static ScriptResult result(String text) throws ScriptException {
        return result(text, List.of());
    }

    private static ScriptResult result(String text, List<ScriptOption> given) throws ScriptException {
        return ScriptRunner.run(ScriptParser.parse("x.pkt", text, Map.of()), Profiles.LINUX, given, ScriptFiles.NONE);
    }
}
