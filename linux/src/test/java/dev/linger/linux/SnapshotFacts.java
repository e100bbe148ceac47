package dev.linger.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Counter;
import dev.linger.model.Setting;
import dev.linger.model.SocketState;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Limit;
import dev.linger.observation.SocketView;
import dev.linger.observation.census.StateCounts;
import java.util.ArrayList;
import java.util.List;

/// What is true of a snapshot of the namespace in [LinuxHostNamespaceTest].
final class SnapshotFacts {
    private SnapshotFacts() {}

    static void check(HostSnapshot snapshot, String name) {
        StateCounts counts = new StateCounts();
        snapshot.sockets().forEach(counts);
        assertThat(counts.of(SocketState.LISTEN)).isEqualTo(3);
        assertThat(counts.of(SocketState.TIME_WAIT)).isEqualTo(15);
        assertThat(counts.of(SocketState.CLOSE_WAIT)).isEqualTo(15);
        assertThat(counts.of(SocketState.FIN_WAIT_2)).isEqualTo(15);

        assertThat(snapshot.host()).isNotBlank();
        assertThat(snapshot.kernel().system()).isEqualTo("Linux");
        assertThat(snapshot.kernel().release()).isEqualTo(System.getProperty("os.version"));
        assertThat(snapshot.kernel().hzSource()).isNotBlank();
        assertThat(snapshot.namespace().name()).isEqualTo(name);
        assertThat(snapshot.takenEpochMillis())
                .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
        assertThat(snapshot.settings().text(Setting.IP_LOCAL_PORT_RANGE)).contains("20000 30000");
        assertThat(snapshot.settings().number(Setting.TCP_MAX_ORPHANS)).isPresent();
        assertThat(snapshot.counters().value(Counter.TIME_WAIT_MADE).orElseThrow())
                .isGreaterThanOrEqualTo(15);
        assertThat(snapshot.counters().value(Counter.SOCKSTAT_TIME_WAIT).orElseThrow())
                .isEqualTo(15);
        assertThat(snapshot.counters().value(Counter.OUT_RSTS)).isPresent();
        assertThat(snapshot.activity()).isEmpty();
        assertThat(snapshot.cost().nanos()).isPositive();
        assertThat(snapshot.cost().bytes()).isPositive();
        assertThat(snapshot.namespace().others()).isPositive();
        assertThat(snapshot.limits()).extracting(Limit::missing).noneMatch(text -> text.contains("namespace"));
        checkIdleTimesAndOwners(snapshot);
    }

    private static void checkIdleTimesAndOwners(HostSnapshot snapshot) {
        List<Integer> idle = new ArrayList<>();
        snapshot.sockets().forEach(socket -> {
            boolean closing = socket.state() == SocketState.CLOSE_WAIT || socket.state() == SocketState.FIN_WAIT_2;
            if (closing) {
                idle.add(socket.idleMillis());
            }
            assertThat(snapshot.owners().of(socket).isPresent())
                    .as("%s has an owner", Rows.line(socket))
                    .isEqualTo(hasDescriptor(socket));
        });
        assertThat(idle).hasSize(30).allSatisfy(millis -> assertThat(millis).isBetween(0, 60_000));
    }

    private static boolean hasDescriptor(SocketView socket) {
        return socket.state() != SocketState.TIME_WAIT;
    }
}
