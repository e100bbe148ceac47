package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Counter;
import dev.linger.observation.Counters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {
    private static final String SNMP = """
            Ip: Forwarding DefaultTTL InReceives
            Ip: 1 64 100
            Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab
            Tcp: 1 200 120000 -1 13 12 2 1 14
            Udp: InDatagrams NoPorts
            Udp: 5 6
            """;

    /// As Linux 3.10 has it: other names, another order.
    private static final String OLD_NETSTAT = """
            TcpExt: SyncookiesSent ListenOverflows ListenDrops TW TWRecycled TWKilled PAWSPassive
            TcpExt: 0 7 9 1000 20 3 4
            IpExt: InNoRoutes InTruncatedPkts
            IpExt: 1 2
            """;

    private static final String NEW_NETSTAT = """
            TcpExt: TWKilled TW PAWSTimewait SyncookiesSent ListenDrops ListenOverflows TCPTimeWaitOverflow
            TcpExt: 3 1000 5 0 9 7 18446744073709551615
            """;

    private static final String SOCKSTAT = """
            sockets: used 123
            TCP: inuse 7 orphan 1 tw 6 alloc 22 mem 176
            UDP: inuse 1 mem 0
            """;

    @TempDir
    Path folder;

    private final Map<String, Long> counters = new HashMap<>();

    private Map<String, Long> pairs(String text, String group) {
        CounterFile.readPairs(text.getBytes(StandardCharsets.US_ASCII), group, counters);
        return counters;
    }

    @Test
    void onlyTheGroupAskedForIsRead() {
        assertThat(pairs(SNMP, "Tcp"))
                .hasSize(9)
                .containsEntry("Tcp.ActiveOpens", 13L)
                .containsEntry("Tcp.CurrEstab", 14L)
                .containsEntry("Tcp.MaxConn", -1L);
    }

    @Test
    void aGroupWhoseNameBeginsTheSameIsAnother() {
        assertThat(pairs(OLD_NETSTAT, "Tcp")).isEmpty();
    }

    @Test
    void countersAreFoundByTheirNamesWhateverTheirOrder() {
        Map<String, Long> old = Map.copyOf(pairs(OLD_NETSTAT, "TcpExt"));
        counters.clear();

        assertThat(pairs(NEW_NETSTAT, "TcpExt"))
                .containsEntry("TcpExt.TW", old.get("TcpExt.TW"))
                .containsEntry("TcpExt.ListenDrops", old.get("TcpExt.ListenDrops"))
                .containsEntry("TcpExt.TWKilled", 3L)
                .containsEntry("TcpExt.PAWSTimewait", 5L)
                .doesNotContainKey("TcpExt.PAWSPassive");
        assertThat(old).containsEntry("TcpExt.PAWSPassive", 4L);
    }

    @Test
    void aValueThatIsNoNumberIsLeftOut() {
        assertThat(pairs(NEW_NETSTAT, "TcpExt")).hasSize(6).doesNotContainKey("TcpExt.TCPTimeWaitOverflow");
    }

    @Test
    void namesWithoutValuesAndValuesWithoutNamesAreLeftOut() {
        assertThat(pairs("TcpExt: A B C\nTcpExt: 1 2\n", "TcpExt")).isEqualTo(Map.of("TcpExt.A", 1L, "TcpExt.B", 2L));
        counters.clear();
        assertThat(pairs("TcpExt: A\nTcpExt: 1 2\n", "TcpExt")).isEqualTo(Map.of("TcpExt.A", 1L));
        counters.clear();
        assertThat(pairs("TcpExt: A B\n", "TcpExt")).isEmpty();
    }

    @Test
    void aGroupMayComeTwice() {
        assertThat(pairs("TcpExt: A\nTcpExt: 1\nTcpExt: B\nTcpExt: 2\n", "TcpExt"))
                .isEqualTo(Map.of("TcpExt.A", 1L, "TcpExt.B", 2L));
    }

    @Test
    void sockstatHasEachNameBeforeItsValue() {
        CounterFile.readSockstat(SOCKSTAT.getBytes(StandardCharsets.US_ASCII), "TCP", counters);

        assertThat(counters)
                .isEqualTo(Map.of(
                        "sockstat.TCP.inuse", 7L,
                        "sockstat.TCP.orphan", 1L,
                        "sockstat.TCP.tw", 6L,
                        "sockstat.TCP.alloc", 22L,
                        "sockstat.TCP.mem", 176L));
    }

    @Test
    void theCountersOfANamespaceHaveTheNamesOfTheCatalogue() {
        ProcFiles proc = new FakeProc(folder)
                .file("thread-self/net/snmp", SNMP)
                .file("thread-self/net/netstat", OLD_NETSTAT)
                .file("thread-self/net/sockstat", SOCKSTAT)
                .files();

        Counters read = NamespaceCounters.read(proc);

        assertThat(read.value(Counter.PASSIVE_OPENS)).isEqualTo(OptionalLong.of(12));
        assertThat(read.value(Counter.TIME_WAIT_MADE)).isEqualTo(OptionalLong.of(1000));
        assertThat(read.value(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(OptionalLong.of(6));
        assertThat(read.value(Counter.TIME_WAIT_OVERFLOW)).isEmpty();
    }

    @Test
    void countersThatCannotBeReadAreAbsent() {
        assertThat(NamespaceCounters.read(new FakeProc(folder).files())).isEqualTo(Counters.NONE);
    }
}
