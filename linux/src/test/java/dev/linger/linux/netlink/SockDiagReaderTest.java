package dev.linger.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.linux.Rows;
import dev.linger.linux.netlink.SockDiagReader.Progress;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTimer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reads what Linux 6.18 answered in a namespace with listeners, bound sockets and connections of each family.
@DisabledIf(value = "isBigEndian", disabledReason = "the dumps were recorded on a little-endian machine")
class SockDiagReaderTest {
    private static final int NEW_SYN_RECV = 12;
    private static final int HEADER = 16;

    private final Rows rows = new Rows();
    private final SockDiagReader reader = new SockDiagReader(rows);

    static boolean isBigEndian() {
        return java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN;
    }

    private Progress read(byte[] dump) {
        return reader.read(dump, dump.length);
    }

    @Test
    void everySocketOfADumpIsHandedOn() {
        assertThat(read(Recorded.bytes(Recorded.BOTH_FAMILIES))).isEqualTo(Progress.DONE);

        assertThat(rows.lines())
                .hasSize(27)
                .contains(
                        "LISTEN 127.0.0.1:7001 0.0.0.0:*",
                        "LISTEN [::]:7002 [::]:*",
                        "BOUND 127.0.0.1:7100 0.0.0.0:*",
                        "BOUND [::1]:7101 [::]:*",
                        "ESTABLISHED 127.0.0.1:16468 127.0.0.1:7001",
                        "TIME_WAIT 127.0.0.1:16476 127.0.0.1:7001",
                        "TIME_WAIT [::1]:16242 [::1]:7002",
                        "FIN_WAIT_2 [::1]:16252 [::1]:7002",
                        "CLOSE_WAIT [::1]:7002 [::1]:16252");
        assertThat(reader.rows()).isEqualTo(27);
        assertThat(reader.unknownRows()).isZero();
        assertThat(reader.interrupted()).isFalse();
    }

    @Test
    void aMappedAddressReadsAsIpv4() {
        read(Recorded.bytes(Recorded.IPV6));

        assertThat(rows.lines())
                .contains(
                        "TIME_WAIT 127.0.0.1:23514 127.0.0.1:7002",
                        "CLOSE_WAIT 127.0.0.1:7002 127.0.0.1:23522",
                        "TIME_WAIT [::1]:16242 [::1]:7002");
    }

    @Test
    void theDumpOfBothFamiliesHasTheSocketsOfEach() {
        Rows each = new Rows();
        byte[] ipv4 = Recorded.bytes(Recorded.IPV4);
        byte[] ipv6 = Recorded.bytes(Recorded.IPV6);
        new SockDiagReader(each).read(ipv4, ipv4.length);
        new SockDiagReader(each).read(ipv6, ipv6.length);

        read(Recorded.bytes(Recorded.BOTH_FAMILIES));

        assertThat(rows.lines()).containsExactlyInAnyOrderElementsOf(each.lines());
    }

    @Test
    void listenersAndBoundSocketsComeBeforeAllOthers() {
        read(Recorded.bytes(Recorded.BOTH_FAMILIES));

        List<SocketState> states =
                rows.sockets().stream().map(PlainSocket::state).toList();
        assertThat(states.subList(0, 4))
                .containsExactly(SocketState.LISTEN, SocketState.LISTEN, SocketState.BOUND, SocketState.BOUND);
        assertThat(states.subList(4, states.size())).doesNotContain(SocketState.LISTEN, SocketState.BOUND);
    }

    @Test
    void aTimeWaitHasItsTimerAndCookieButNoOwner() {
        read(Recorded.bytes(Recorded.BOTH_FAMILIES));

        assertThat(rows.in(SocketState.TIME_WAIT)).hasSize(3).allSatisfy(socket -> {
            assertThat(socket.timer()).isEqualTo(SocketTimer.TIME_WAIT);
            assertThat(socket.timerMillis()).isBetween(50_000, 60_000);
            assertThat(socket.inode()).isZero();
            assertThat(socket.cookie()).isNotZero();
        });
    }

    @Test
    void aListenerHasTheLimitOfItsQueueAndAnInode() {
        read(Recorded.bytes(Recorded.BOTH_FAMILIES));

        assertThat(rows.in(SocketState.LISTEN)).allSatisfy(socket -> {
            assertThat(socket.receiveQueueBytes()).isZero();
            assertThat(socket.sendQueueBytes()).isEqualTo(16);
            assertThat(socket.inode()).isPositive();
        });
    }

    @Test
    void idleTimesAreKnownWhereTheDumpHasTcpInfo() {
        read(Recorded.bytes(Recorded.CLOSING));

        assertThat(rows.in(SocketState.CLOSE_WAIT))
                .hasSize(6)
                .allSatisfy(socket -> assertThat(socket.idleMillis()).isBetween(1, 5_000));
        assertThat(rows.in(SocketState.FIN_WAIT_2))
                .filteredOn(socket -> socket.inode() == 0)
                .hasSize(3)
                .allSatisfy(orphan -> assertThat(orphan.idleMillis()).isEqualTo(-1));
    }

    /// tcpi_last_data_recv is at 52, tcpi_last_ack_recv at 56 (include/uapi/linux/tcp.h).
    @ParameterizedTest
    @CsvSource({"5000, 40, 40", "7, 90, 7", "-1, 300, 300", "-1, -1, 2147483647"})
    void aConnectionIsIdleSinceTheLaterOfDataAndAcknowledgment(int data, int ack, int idle) {
        byte[] information = Recorded.withInt(Recorded.withInt(new byte[60], 52, data), 56, ack);

        read(Recorded.withTcpInfo(64, information));

        assertThat(rows.sockets().getFirst().idleMillis()).isEqualTo(idle);
    }

    @Test
    void anOlderTcpInfoWithoutTheFieldSaysNothing() {
        read(Recorded.withTcpInfo(60, new byte[56]));

        assertThat(rows.sockets().getFirst().idleMillis()).isEqualTo(-1);
    }

    @Test
    void idleTimesAreUnknownWhereTheDumpHasNone() {
        read(Recorded.bytes(Recorded.BOTH_FAMILIES));

        assertThat(rows.sockets())
                .allSatisfy(socket -> assertThat(socket.idleMillis()).isEqualTo(-1));
    }

    @Test
    void aRefusalEndsTheDumpWithItsErrno() {
        assertThat(read(Recorded.bytes(Recorded.REFUSED))).isEqualTo(Progress.REFUSED);
        assertThat(reader.errno()).isEqualTo(2);
    }

    @Test
    void aDoneMessageThatCarriesAnErrorIsARefusal() {
        byte[] dump = Recorded.bytes(Recorded.IPV4);

        assertThat(read(Recorded.withInt(dump, lastMessage(dump) + HEADER, -105)))
                .isEqualTo(Progress.REFUSED);
        assertThat(reader.errno()).isEqualTo(105);
    }

    @Test
    void anAcknowledgmentIsNotTheEnd() {
        byte[] acknowledgment = Recorded.withInt(Recorded.bytes(Recorded.REFUSED), HEADER, 0);

        assertThat(read(acknowledgment)).isEqualTo(Progress.RUNNING);
        assertThat(read(Recorded.bytes(Recorded.IPV4))).isEqualTo(Progress.DONE);
    }

    @Test
    void messagesLostOnTheWayAreARefusal() {
        byte[] dump = Recorded.bytes(Recorded.IPV4);

        assertThat(read(Recorded.withByte(dump, lastMessage(dump) + 4, 4))).isEqualTo(Progress.REFUSED);
        assertThat(reader.errno()).isEqualTo(105);
    }

    @Test
    void anInterruptedDumpIsReportedAsSuch() {
        byte[] dump = Recorded.bytes(Recorded.IPV4);

        read(Recorded.withByte(dump, lastMessage(dump) + 6, 0x12));

        assertThat(reader.interrupted()).isTrue();
    }

    @Test
    void aSocketInAnUnknownStateIsCountedAndLeftOut() {
        assertThat(read(Recorded.withByte(Recorded.bytes(Recorded.IPV4), HEADER + DiagRow.STATE, 99)))
                .isEqualTo(Progress.DONE);

        assertThat(reader.unknownRows()).isEqualTo(1);
        assertThat(rows.sockets()).hasSize(9).hasSize(reader.rows());
    }

    @Test
    void aSocketOfAnUnknownFamilyIsCountedAndLeftOut() {
        read(Recorded.withByte(Recorded.bytes(Recorded.IPV4), HEADER + DiagRow.FAMILY, 1));

        assertThat(reader.unknownRows()).isEqualTo(1);
        assertThat(rows.sockets()).hasSize(9);
    }

    @Test
    void aRequestInTheSynQueueIsSynReceived() {
        read(Recorded.withByte(Recorded.bytes(Recorded.IPV4), HEADER + DiagRow.STATE, NEW_SYN_RECV));

        assertThat(rows.sockets().getFirst().state()).isEqualTo(SocketState.SYN_RECEIVED);
    }

    @Test
    void aClosedSocketIsBoundOnlyIfItHasAPort() {
        byte[] closed = Recorded.withByte(Recorded.bytes(Recorded.IPV4), HEADER + DiagRow.STATE, 7);
        byte[] withoutPort = Recorded.withByte(closed, HEADER + DiagRow.LOCAL_PORT, 0);
        read(Recorded.withByte(withoutPort, HEADER + DiagRow.LOCAL_PORT + 1, 0));

        assertThat(rows.sockets().getFirst().state()).isEqualTo(SocketState.CLOSED);
    }

    @Test
    void anUnknownMessageIsPassedOver() {
        assertThat(read(Recorded.withByte(Recorded.bytes(Recorded.IPV4), 4, 77)))
                .isEqualTo(Progress.DONE);
        assertThat(rows.sockets()).hasSize(9);
    }

    @Test
    void aDumpMayComeInManyDatagrams() {
        byte[] dump = Recorded.bytes(Recorded.BOTH_FAMILIES);
        List<Integer> starts = new ArrayList<>(Recorded.messages(dump));
        starts.add(dump.length);
        Progress progress = Progress.RUNNING;
        for (int index = 0; index + 1 < starts.size(); index++) {
            assertThat(progress).isEqualTo(Progress.RUNNING);
            byte[] message = java.util.Arrays.copyOfRange(dump, starts.get(index), starts.get(index + 1));
            progress = read(message);
        }

        assertThat(progress).isEqualTo(Progress.DONE);
        assertThat(rows.sockets()).hasSize(27);
    }

    @Test
    void whatFollowsTheEndIsNotRead() {
        byte[] dump = Recorded.bytes(Recorded.IPV4);
        read(dump);

        assertThat(read(dump)).isEqualTo(Progress.DONE);
        assertThat(rows.sockets()).hasSize(10);
    }

    @Test
    void onlyTheGivenLengthOfABufferIsRead() {
        byte[] dump = Recorded.bytes(Recorded.IPV4);

        assertThat(reader.read(dump, Recorded.messages(dump).get(1))).isEqualTo(Progress.RUNNING);
        assertThat(rows.sockets()).hasSize(1);
    }

    private static int lastMessage(byte[] dump) {
        return Recorded.messages(dump).getLast();
    }
}
