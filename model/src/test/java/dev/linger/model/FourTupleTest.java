package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FourTupleTest {
    private final Endpoint local = new Endpoint(IpAddress.ipv4(0xC0000201), 40_000);
    private final Endpoint remote = new Endpoint(IpAddress.ipv4(0xC0000209), 443);
    private final FourTuple tuple = new FourTuple(local, remote);

    @Test
    void peerNamesItTheOtherWayRound() {
        assertThat(tuple.reversed()).isEqualTo(new FourTuple(remote, local)).isNotEqualTo(tuple);
        assertThat(tuple.reversed().reversed()).isEqualTo(tuple);
    }

    @Test
    void textIsBothEnds() {
        assertThat(tuple).hasToString("192.0.2.1:40000 > 192.0.2.9:443");
    }
}
