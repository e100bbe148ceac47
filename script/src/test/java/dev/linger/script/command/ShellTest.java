package dev.linger.script.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.linger.script.notation.ScriptException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {
    private static final Map<String, String> FILES = Map.of(
            "./ok.sh", "#!/bin/sh\n# nothing\necho from file\n",
            "../set.sh", "X=file\nsysctl -q net.ipv4.tcp_fin_timeout=30\n",
            "stop.sh", "set -e\nfalse\necho never\n",
            "loop.sh", "sh loop.sh",
            "wrong.sh", "true\nnc -l 80\n");

    private final Machine machine = new Machine("linux", FILES);

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            command                                       ~ status ~ output
            true                                          ~ 0      ~ ``
            false                                         ~ 1      ~ ``
            :                                             ~ 0      ~ ``
            /bin/true                                     ~ 0      ~ ``
            ! false                                       ~ 0      ~ ``
            ! true                                        ~ 1      ~ ``
            false; true                                   ~ 0      ~ ``
            true; false                                   ~ 1      ~ ``
            false || true                                 ~ 0      ~ ``
            false && echo x                               ~ 1      ~ ``
            true && echo x                                ~ 0      ~ x
            true || echo x                                ~ 0      ~ ``
            false && echo x || echo y                     ~ 0      ~ y
            echo a   b # c                                ~ 0      ~ a b
            echo 'a   b' "c  d"                           ~ 0      ~ a   b c  d
            echo a"b"'c'\\d                               ~ 0      ~ abcd
            echo "a\\"b" 'a\\b'                           ~ 0      ~ a"b a\\b
            echo "$((15*1024*1024)) $(( (1 + 2) * -3 % 5 ))"  ~ 0  ~ 15728640 -4
            echo $((1 << 4 | 3))                          ~ 0      ~ 19
            X=5; echo $X ${X}y "$X" '$X' $((X * 2))       ~ 0      ~ 5 5y 5 $X 10
            echo $(echo a; echo b)                        ~ 0      ~ a b
            false; echo $?                                ~ 0      ~ 1
            echo x > /dev/null 2>&1                       ~ 0      ~ ``
            echo x 2>/dev/null                            ~ 0      ~ x
            echo x | cat                                  ~ 0      ~ x
            echo x | grep y                               ~ 1      ~ ``
            echo -n x                                     ~ 0      ~ x
            exit 3; echo x                                ~ 3      ~ ``
            set -e; false; echo x                         ~ 1      ~ ``
            set -e; false || true; echo x                 ~ 0      ~ x
            ./ok.sh                                       ~ 0      ~ from file
            /bin/sh ./ok.sh                               ~ 0      ~ from file
            sh stop.sh; echo $?                           ~ 0      ~ 1
            [ 3 -gt 2 ]                                   ~ 0      ~ ``
            [ 3 -gt 3 ]                                   ~ 1      ~ ``
            [ 3 -ge 3 ] && [ 3 -le 3 ] && [ 2 -lt 3 ]     ~ 0      ~ ``
            [ a = a ] && [ a != b ] && [ ! -z a ]         ~ 0      ~ ``
            [ ! a = a ]                                   ~ 1      ~ ``
            test -n ""                                    ~ 1      ~ ``
            test -z ""                                    ~ 0      ~ ``
            [ $(echo a | wc -l) -eq 1 ]                   ~ 0      ~ ``
            """)
    void commandsEndAsInTheShell(String command, int status, String output) throws ScriptException {
        CommandResult result = machine.run(command);
        assertThat(result.output().strip()).isEqualTo(output);
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.failed()).isEqualTo(status != 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            command                             ~ message
            nc -l 80                            ~ command 'nc' is not supported
            python x.py                         ~ command 'python' is not supported
            if true; then true; fi              ~ command 'if' is not supported
            cat /proc/net/tcp                   ~ 'cat /proc/net/tcp' is not supported: no file is read
            echo x > file                       ~ writing to 'file' is not supported
            sleep 1 &                           ~ '&' is not supported in commands
            true < file                         ~ '<' is not supported in commands
            ./none.sh                           ~ there is no file './none.sh'
            sh -c true                          ~ 'sh -c true' is not supported: it takes a file
            echo 'a                             ~ a quote has no end
            echo "a                             ~ a quote has no end
            echo $(true                         ~ '$(' has no end
            echo $((1/0))                       ~ division by zero in '$((1/0))'
            echo $((1+))                        ~ '$((1+))' is not supported
            true &&                             ~ a command is missing at the end
            | true                              ~ a command is missing before '|'
            sleep x                             ~ 'sleep x' is not supported: it takes seconds
            wc -c                               ~ 'wc -c' is not supported: only 'wc -l' is
            [ 1 -eq 1                           ~ ']' is missing
            [ a -eq 1 ]                         ~ 'a' is not a number
            grep -P x                           ~ 'grep -P' is not supported
            grep x file                         ~ 'grep x file' is not supported: it takes one pattern and no file
            """)
    void whatIsNotSupportedIsRefusedByNameAndLine(String command, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> machine.run(command))
                .withMessage("dir/a.pkt:7: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            command                                                ~ refused
            ip tcp_metrics flush all                               ~ false
            ip route add default via 192.0.2.9                     ~ false
            ip route change default dev tun0 mtu 1200              ~ true
            ip route change default dev tun0 initcwnd 20           ~ true
            ip link set tun0 up                                    ~ false
            ip link set tun0 mtu 900                               ~ true
            tc qdisc add dev tun0 root pfifo                       ~ false
            tc qdisc add dev tun0 root netem delay 10ms            ~ true
            iptables -A INPUT -j ACCEPT                            ~ false
            iptables -A INPUT -j DROP                              ~ true
            modprobe tcp_bbr                                       ~ false
            kldload cc_cubic                                       ~ false
            ifconfig tun0 up                                       ~ false
            ifconfig tun0 mtu 900                                  ~ true
            """)
    void whatWouldChangeTheNetworkIsRefusedAndTheRestIsListed(String command, boolean refused) throws ScriptException {
        if (refused) {
            assertThatExceptionOfType(ScriptException.class)
                    .isThrownBy(() -> machine.run(command))
                    .withMessage("dir/a.pkt:7: command '" + command
                            + "' would change what the host does, and is not supported");
        } else {
            CommandResult result = machine.run(command);
            assertThat(result.status()).isZero();
            assertThat(result.notes()).containsExactly(command + ": without effect");
        }
    }

    @Test
    void linesAreCountedFromTheCommands() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> machine.run("true\necho a \\\n  b\n\nnc"))
                .withMessage("dir/a.pkt:11: command 'nc' is not supported")
                .satisfies(refused -> assertThat(refused.line()).isEqualTo(11));
    }

    @Test
    void errorsInFilesNameTheFile() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> machine.run("sh wrong.sh"))
                .withMessage("wrong.sh:2: command 'nc' is not supported");
    }

    @Test
    void filesThatCallThemselvesEnd() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> machine.run("sh loop.sh"))
                .withMessage("loop.sh:1: commands are nested more than 8 deep");
    }

    @Test
    void sleepingLetsTimePass() throws ScriptException {
        long before = machine.nowNanos();
        machine.run("sleep 1.5; sleep 2s");
        assertThat(machine.nowNanos() - before).isEqualTo(3_500_000_000L);
    }

    @Test
    void filesChangeSettings() throws ScriptException {
        machine.run("../set.sh");
        assertThat(machine.run("sysctl -n net.ipv4.tcp_fin_timeout").output()).isEqualTo("30\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            line         ~ grep                      ~ found
            a.b          ~ a.b                       ~ true
            axb          ~ 'a\\.b'                   ~ false
            a(b          ~ 'a(b'                     ~ true
            ab           ~ 'a\\(b\\)'                ~ true
            b            ~ 'a\\|b'                   ~ true
            a|b          ~ 'a|b'                     ~ true
            b            ~ 'a|b'                     ~ false
            b            ~ -E 'a|b'                  ~ true
            aab          ~ -E '^a+b$'                ~ true
            aab          ~ '^a+b$'                   ~ false
            a+b          ~ -E 'a\\+b'                ~ true
            a 1          ~ '[[:space:]][[:digit:]]'  ~ true
            a]           ~ '[]]'                     ~ true
            ab           ~ -F a.                     ~ false
            AB           ~ -i ab                     ~ true
            ab           ~ -w a                      ~ false
            a b          ~ -w a                      ~ true
            ab           ~ -x a                      ~ false
            ab           ~ -v a                      ~ false
            b            ~ -v a                      ~ true
            b            ~ -e a -e b                 ~ true
            """)
    void patternsAreThoseOfGrep(String line, String grep, boolean found) throws ScriptException {
        assertThat(machine.run("echo '" + line + "' | grep -q " + grep).status())
                .isEqualTo(found ? 0 : 1);
    }
}
