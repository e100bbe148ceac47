package dev.linger.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.socket.SocketOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TCP_INFO: net/ipv4/tcp.c:tcp_get_info.
class TcpInfoTest {
    private static final int CLIENT = 3;
    private static final int SERVER = 4;

    private final Network network = new Network();

    private Map<String, Long> client() {
        return network.client.process.tcpInfo(CLIENT, network.now);
    }

    private Map<String, Long> server(int fd) {
        return network.server.process.tcpInfo(fd, network.now);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            field,               value
            tcpi_state,          1
            tcpi_ca_state,       0
            tcpi_retransmits,    0
            tcpi_probes,         0
            tcpi_options,        7
            tcpi_snd_mss,        1448
            tcpi_advmss,         1448
            tcpi_pmtu,           1500
            tcpi_unacked,        0
            tcpi_snd_cwnd,       10
            tcpi_snd_ssthresh,   0x7fffffff
            tcpi_reordering,     3
            tcpi_bytes_received, 0
            tcpi_notsent_bytes,  0
            """)
    void aNewConnection(String field, String value) {
        network.connected();
        assertThat(client()).containsEntry(field, Long.decode(value));
        assertThat(server(SERVER)).containsEntry(field, Long.decode(value));
    }

    @Test
    void aListenerTellsItsQueue() {
        int listener = network.server.listen(80);
        network.client.connect(network.client.socket(), network.server, 80);
        assertThat(server(listener))
                .containsExactlyInAnyOrderEntriesOf(Map.of("tcpi_state", 10L, "tcpi_unacked", 1L, "tcpi_sacked", 8L));
    }

    @Test
    void statesHaveTheKernelsNumbers() {
        network.connected();
        network.client.shutdown(CLIENT, ShutdownHow.SHUT_WR);
        assertThat(client()).containsEntry("tcpi_state", 5L);
        assertThat(server(SERVER)).containsEntry("tcpi_state", 8L).containsEntry("tcpi_bytes_received", 1L);
    }

    /// net/ipv4/tcp_minisocks.c:tcp_time_wait: the socket itself is done with.
    @Test
    void aSocketWhoseConnectionWaitsIsClosed() {
        network.connected();
        network.client.shutdown(CLIENT, ShutdownHow.SHUT_WR);
        network.server.shutdown(SERVER, ShutdownHow.SHUT_WR);
        assertThat(client()).containsEntry("tcpi_state", 7L);
    }

    @Test
    void whatIsSentAgainIsALoss() {
        network.connected();
        network.cut = true;
        network.client.write(CLIENT, 100);
        assertThat(client()).containsEntry("tcpi_ca_state", 0L).doesNotContainKey("tcpi_unacked");
        network.pass(Network.SECOND / 2);
        assertThat(client())
                .containsEntry("tcpi_ca_state", 4L)
                .containsEntry("tcpi_retransmits", 1L)
                .containsEntry("tcpi_snd_cwnd", 1L)
                .containsEntry("tcpi_last_data_sent", 500L);
    }

    @Test
    void textIsCounted() {
        network.connected();
        network.client.write(CLIENT, 100);
        network.client.option(CLIENT, SocketOption.TCP_CORK, 1);
        network.client.write(CLIENT, 30);
        assertThat(client()).containsEntry("tcpi_notsent_bytes", 30L);
        assertThat(server(SERVER)).containsEntry("tcpi_bytes_received", 100L);
    }
}
