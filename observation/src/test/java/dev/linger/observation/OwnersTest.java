package dev.linger.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final HostProcess NGINX = new HostProcess(100, "nginx");
    private static final HostProcess WORKER = new HostProcess(101, "nginx");

    @Test
    void socketIsFoundByItsInode() {
        Owners owners = new Owners.Builder().add(NGINX, 7).add(WORKER, 8).build();
        assertThat(owners.of(7)).hasValue(NGINX);
        assertThat(owners.of(8)).hasValue(WORKER);
        assertThat(owners.of(9)).isEmpty();
        assertThat(owners.of(SampleSockets.listener("0.0.0.0:80").withOwner(0, 8)))
                .hasValue(WORKER);
    }

    @Test
    void sharedSocketBelongsToTheFirstProcessNamed() {
        Owners owners = new Owners.Builder().add(NGINX, 7).add(WORKER, 7).build();
        assertThat(owners.of(7)).hasValue(NGINX);
        assertThat(owners.size()).isEqualTo(1);
    }

    @Test
    void onlyProcessesThatHoldASocketAreListed() {
        Owners owners =
                new Owners.Builder().add(NGINX, 7).add(NGINX, 8).add(WORKER, 7).build();
        assertThat(owners.processes()).containsExactly(NGINX);
    }

    @Test
    void inodeZeroHasNoOwner() {
        assertThat(new Owners.Builder().add(NGINX, 0).build().of(0)).isEmpty();
    }

    @Test
    void numbersLeadToInodesAndProcesses() {
        Owners owners = new Owners.Builder().add(NGINX, 7).add(WORKER, 8).build();
        assertThat(owners.inode(1)).isEqualTo(8);
        assertThat(owners.processes().get(owners.processNumber(1))).isEqualTo(WORKER);
    }

    @Test
    void laterAdditionsToTheBuilderDoNotReachTheOwners() {
        Owners.Builder builder = new Owners.Builder().add(NGINX, 7);
        Owners owners = builder.build();
        builder.add(WORKER, 8);
        assertThat(owners.of(8)).isEmpty();
        assertThat(owners.size()).isEqualTo(1);
    }

    @Test
    void processIsWrittenWithItsPid() {
        assertThat(NGINX).hasToString("nginx (pid 100)");
    }
}
