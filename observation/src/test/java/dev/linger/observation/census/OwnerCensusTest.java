package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.Owners;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerCensusTest {
    private static final HostProcess CURL = new HostProcess(300, "curl");
    private static final HostProcess NGINX = new HostProcess(20, "nginx");

    private final OwnerCensus census = new OwnerCensus();

    @Test
    void socketWithoutADescriptorHasNoOwner() {
        add(SocketState.TIME_WAIT, 0, 0);
        assertThat(census.ownerless().of(SocketState.TIME_WAIT)).isEqualTo(1);
        assertThat(census.inodes().size()).isZero();
        assertThat(census.byUid()).isEmpty();
        assertThat(census.byProcess(Owners.NONE)).isEmpty();
    }

    @Test
    void socketsAreCountedByUser() {
        add(SocketState.ESTABLISHED, 33, 1);
        add(SocketState.CLOSE_WAIT, 33, 2);
        add(SocketState.ESTABLISHED, 0, 3);
        assertThat(census.byUid()).containsOnlyKeys(0, 33);
        assertThat(census.byUid().get(33).total()).isEqualTo(2);
        assertThat(census.byUid().get(0).of(SocketState.ESTABLISHED)).isEqualTo(1);
    }

    @Test
    void socketsAreCountedByProcessInOrderOfPid() {
        add(SocketState.ESTABLISHED, 0, 1);
        add(SocketState.CLOSE_WAIT, 0, 2);
        add(SocketState.LISTEN, 0, 3);
        add(SocketState.ESTABLISHED, 0, 4);
        Owners owners =
                new Owners.Builder().add(NGINX, 3).add(CURL, 1).add(CURL, 2).build();
        Map<Optional<HostProcess>, StateCounts> byProcess = census.byProcess(owners);
        assertThat(byProcess.keySet()).containsExactly(Optional.of(NGINX), Optional.of(CURL), Optional.empty());
        assertThat(byProcess.get(Optional.of(CURL)).of(SocketState.CLOSE_WAIT)).isEqualTo(1);
        assertThat(byProcess.get(Optional.of(CURL)).total()).isEqualTo(2);
        assertThat(byProcess.get(Optional.empty()).of(SocketState.ESTABLISHED)).isEqualTo(1);
    }

    @Test
    void manySocketsKeepTheirStates() {
        Owners.Builder owners = new Owners.Builder();
        for (int inode = 1; inode <= 1000; inode++) {
            add(SocketState.of(inode % SocketState.count()), 0, inode);
            owners.add(CURL, inode);
        }
        assertThat(census.inodes().size()).isEqualTo(1000);
        StateCounts counts = census.byProcess(owners.build()).get(Optional.of(CURL));
        assertThat(counts.of(SocketState.of(1))).isEqualTo(84);
        assertThat(counts.of(SocketState.of(11))).isEqualTo(83);
    }

    private void add(SocketState state, int uid, long inode) {
        census.accept(socket(state, "10.0.0.1:40000", "10.0.0.2:443").withOwner(uid, inode));
    }
}
