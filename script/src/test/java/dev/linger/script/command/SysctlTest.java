package dev.linger.script.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.linger.engine.profile.ProfileSettings;
import dev.linger.script.notation.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysctlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            system ~ command ~ setting ~ value
            linux ~ sysctl -q net.ipv4.tcp_fin_timeout=30 ~ net.ipv4.tcp_fin_timeout ~ 30
            linux ~ sysctl -w net.ipv4.tcp_tw_reuse=1 net.ipv4.tcp_sack=0 ~ net.ipv4.tcp_sack ~ 0
            linux ~ sysctl -qw net/ipv4/tcp_sack=0 ~ net.ipv4.tcp_sack ~ 0
            linux ~ sysctl net.ipv4.ip_local_port_range="4000  $((5*1000))" ~ net.ipv4.ip_local_port_range ~ 4000 5000
            linux ~ echo 1 > /proc/sys/net/ipv4/tcp_rfc1337 ~ net.ipv4.tcp_rfc1337 ~ 1
            freebsd-14 ~ sysctl net.inet.tcp.msl=100 ~ net.inet.tcp.msl ~ 100
            """)
    void settingsOfTheEngineAreChanged(String system, String command, String setting, String value)
            throws ScriptException {
        Machine machine = new Machine(system);
        CommandResult result = machine.run(command);
        assertThat(result.status()).isZero();
        assertThat(result.notes()).isEmpty();
        assertThat(ProfileSettings.get(machine.engine().profile(), setting)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            system ~ setting ~ note
            linux ~ net.ipv4.tcp_congestion_control=reno ~ : without effect
            linux ~ net.ipv4.tcp_congestion_control=cubic ~ asks for the congestion control 'cubic'
            linux ~ net.ipv4.tcp_ecn=0 ~ : without effect
            linux ~ net.ipv4.tcp_ecn=1 ~ asks for explicit congestion notification
            linux ~ net.ipv4.tcp_fack=1 ~ : without effect
            linux ~ net.ipv4.tcp_fastopen_key=1-2 ~ : without effect
            linux ~ net.ipv4.tcp_early_retrans=3 ~ asks for tail loss probes
            linux ~ net.ipv4.tcp_early_retrans=0 ~ : without effect
            linux ~ net.ipv4.tcp_syncookies=2 ~ asks for SYN cookies for every SYN
            linux ~ net.core.netdev_max_backlog=1 ~ : without effect
            linux ~ net.ipv6.conf.all.forwarding=1 ~ : without effect
            freebsd-13 ~ net.inet.tcp.functions_default=rack ~ asks for the TCP stack 'rack'
            freebsd-13 ~ net.inet.tcp.functions_default=freebsd ~ : without effect
            freebsd-13 ~ net.inet.tcp.ecn.enable=1 ~ asks for explicit congestion notification
            freebsd-13 ~ net.inet.tcp.hostcache.purgenow=1 ~ : without effect
            freebsd-13 ~ kern.ipc.maxsockbuf=1 ~ : without effect
            macos ~ net.inet.tcp.delayed_ack=0 ~ asks for acknowledgments without delay
            """)
    void whatTheEngineDoesNotHaveIsListed(String system, String setting, String note) throws ScriptException {
        CommandResult result = new Machine(system).run("sysctl -q " + setting);
        assertThat(result.status()).isZero();
        String expected =
                note.startsWith(":") ? setting + note : setting + " " + note + ", which this engine does not have";
        assertThat(result.notes()).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            system ~ command ~ message
            linux ~ net.ipv4.tcp_tw_reuse=3 ~ net.ipv4.tcp_tw_reuse of linux cannot be '3': it takes 0 to 2
            freebsd-14 ~ net.inet.tcp.msl=0 ~ net.inet.tcp.msl of freebsd-14 cannot be '0': it takes 1 to 400000 ms
            linux ~ -a ~ 'sysctl -a' is not supported
            linux ~ -q ~ 'sysctl' is not supported without a name
            """)
    void namesAndValuesThatAreWrongEndTheScript(String system, String command, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> new Machine(system).run("sysctl " + command + "; true"))
                .withMessage("dir/a.pkt:7: " + message);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> new Machine("linux-3.6").run("sysctl -q net.ipv4.tcp_dack=3"))
                .withMessage("dir/a.pkt:7: profile 'linux-3.6' has no setting 'net.ipv4.tcp_dack';"
                        + " the nearest is 'net.ipv4.tcp_sack'");
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '~', textBlock = """
            command
            sysctl -q net.ipv4.tcp_tw_reuse=3 || true
            sysctl -e net.ipv4.tcp_tw_reuse=3
            """)
    void aCommandMaySayWhatToDoWithoutASetting(String command) throws ScriptException {
        CommandResult result = new Machine("linux").run(command);
        assertThat(result.status()).isZero();
        assertThat(result.notes()).containsExactly("net.ipv4.tcp_tw_reuse of linux cannot be '3': it takes 0 to 2");
    }

    @Test
    void aSettingIsSaidUnlessItIsToBeQuiet() throws ScriptException {
        Machine linux = new Machine("linux");
        assertThat(linux.run("sysctl net.ipv4.tcp_sack").output()).isEqualTo("net.ipv4.tcp_sack = 1\n");
        assertThat(linux.run("sysctl -w net.ipv4.tcp_sack=0").output()).isEqualTo("net.ipv4.tcp_sack = 0\n");
        assertThat(linux.run("sysctl -qw net.ipv4.tcp_sack=0").output()).isEmpty();
        assertThat(new Machine("freebsd-14").run("sysctl net.inet.tcp.msl").output())
                .isEqualTo("net.inet.tcp.msl: 30000\n");
    }
}
