package dev.linger.script.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.linger.script.notation.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One listener, one connection from port 40000, and one in TIME_WAIT with port 40001.
class ListingTest {
    private static Machine machine(String profile) {
        Machine machine = new Machine(profile);
        machine.listen();
        machine.accept(40_000);
        machine.waitingConnection(40_001);
        return machine;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            system     ~ listing                              ~ lines
            linux      ~ ss -tanH                             ~ 3
            linux      ~ ss -tan                              ~ 4
            linux      ~ ss -tnH                              ~ 1
            linux      ~ ss -tnlH                             ~ 1
            linux      ~ ss -tanH4                            ~ 3
            linux      ~ ss -tanH6                            ~ 0
            linux      ~ ss -tnH state time-wait              ~ 1
            linux      ~ ss -tnH state all sport = :8080      ~ 3
            linux      ~ ss -tnH state all '( dport = :40001 )' ~ 1
            linux      ~ ss -tnH dport = :40001               ~ 0
            linux      ~ ss -tan | grep -E '^TIME-WAIT +0 +0 +192.0.2.1:8080 +198.51.100.1:40001' ~ 1
            linux      ~ ss -tan | grep 'LISTEN.*192.0.2.1:8080 .*0.0.0.0:[*]' ~ 1
            linux      ~ ss -tan | grep ESTAB                 ~ 1
            linux      ~ netstat -ant | grep tcp              ~ 3
            linux      ~ netstat -nt | grep tcp               ~ 2
            linux      ~ netstat -lnt | grep LISTEN           ~ 1
            linux      ~ netstat -ant | grep -E '192.0.2.1:8080 +198.51.100.1:40001 +TIME_WAIT$' ~ 1
            freebsd-13 ~ netstat -an -p tcp | grep tcp4       ~ 3
            freebsd-13 ~ netstat -an | grep -E '192.0.2.1.8080 +198.51.100.1.40001 +TIME_WAIT$' ~ 1
            freebsd-13 ~ netstat -an -f inet6 | grep tcp      ~ 0
            freebsd-13 ~ sockstat -P tcp -4q                  ~ 3
            freebsd-13 ~ sockstat -4 -P tcp | grep ':8080 '   ~ 3
            freebsd-13 ~ sockstat -ql                         ~ 1
            freebsd-13 ~ sockstat -qc                         ~ 2
            freebsd-13 ~ sockstat -qs | grep TIME_WAIT        ~ 1
            freebsd-13 ~ sockstat -q6                         ~ 0
            """)
    void listingsHaveTheColumnsThatGrepLooksFor(String system, String listing, int lines) throws ScriptException {
        assertThat(machine(system).run(listing + " | wc -l").output()).isEqualTo(lines + "\n");
    }

    @Test
    void theExitStatusIsThatOfGrep() throws ScriptException {
        Machine machine = machine("linux");
        assertThat(machine.run("ss -tan | grep -q TIME-WAIT").status()).isZero();
        machine.sleep(60_000_000_000L);
        assertThat(machine.run("ss -tan | grep -q TIME-WAIT").status()).isEqualTo(1);
        assertThat(machine.run("[ $(ss -tan | grep -c TIME-WAIT) -eq 0 ]").status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            system     ~ command          ~ message
            linux      ~ ss -tani         ~ 'ss -i' is not supported
            linux      ~ ss src 192.0.2.1 ~ 'ss src' is not supported
            linux      ~ ss state odd     ~ 'ss state odd' is not supported
            linux      ~ ss sport gt 5    ~ 'ss sport gt' is not supported
            linux      ~ netstat -s       ~ 'netstat -s' is not supported
            linux      ~ sockstat         ~ command 'sockstat' is not supported
            freebsd-13 ~ netstat -p udp   ~ 'netstat -p udp' is not supported
            freebsd-13 ~ sockstat -P udp  ~ 'sockstat -P' is not supported
            windows-10 ~ netstat -an      ~ command 'netstat' is not supported
            """)
    void listingsOfOtherThingsAreRefused(String system, String command, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> machine(system).run(command))
                .withMessage("dir/a.pkt:7: " + message);
    }
}
