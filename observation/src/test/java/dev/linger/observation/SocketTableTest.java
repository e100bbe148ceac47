package dev.linger.observation;

import static dev.linger.observation.SampleSockets.endpoint;
import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static dev.linger.observation.SampleSockets.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.testkit.SeededLoop;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketTableTest {
    private static final int MAX_BYTES_A_ROW = 64;

    @Test
    void rowsAreKeptFieldByFieldInTheirOrder() {
        SeededLoop.run(50, (random, _) -> {
            List<PlainSocket> sockets = new ArrayList<>();
            for (int count = random.nextInt(600); count > 0; count--) {
                sockets.add(SampleSockets.random(random));
            }
            assertThat(SampleSnapshots.rows(table(sockets))).isEqualTo(sockets);
        });
    }

    @Test
    void viewsStayOnTheirRows() {
        PlainSocket first = socket(SocketState.ESTABLISHED, "10.0.0.1:1", "10.0.0.2:2");
        PlainSocket second = socket(SocketState.TIME_WAIT, "[2001:db8::1]:65535", "[2001:db8::2]:0");
        SocketTable table = table(first, second);
        SocketView firstView = table.view(0);
        SocketView secondView = table.view(1);
        assertThat(SampleSockets.copyOf(firstView)).isEqualTo(first);
        assertThat(SampleSockets.copyOf(secondView)).isEqualTo(second);
        assertThat(table.state(1)).isEqualTo(SocketState.TIME_WAIT);
    }

    @Test
    void rowThatIsNotThereIsRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> table(listener("10.0.0.1:80")).view(1).state());
    }

    @Test
    void mappedAddressSharesTheNumberOfThePlainOne() {
        SocketTable table = table(socket(SocketState.ESTABLISHED, "10.0.0.1:1", "[::ffff:10.0.0.1]:2"));
        assertThat(table.localNumber(0)).isEqualTo(table.remoteNumber(0));
        assertThat(table.addressCount()).isEqualTo(1);
        assertThat(table.view(0).remote()).hasToString("10.0.0.1:2");
    }

    @Test
    void addressesAreNumberedInOrderOfAppearance() {
        SocketTable table = table(
                socket(SocketState.ESTABLISHED, "10.0.0.1:1", "10.0.0.2:2"),
                socket(SocketState.ESTABLISHED, "10.0.0.2:1", "10.0.0.3:2"));
        assertThat(table.address(table.localNumber(0))).hasToString("10.0.0.1");
        assertThat(table.address(table.remoteNumber(0))).hasToString("10.0.0.2");
        assertThat(table.localNumber(1)).isEqualTo(1);
        assertThat(table.remoteNumber(1)).isEqualTo(2);
        assertThat(table.addressCount()).isEqualTo(3);
    }

    @Test
    void inodeUsesAllThirtyTwoBits() {
        PlainSocket socket = listener("10.0.0.1:80").withOwner(0, 4_294_967_295L);
        assertThat(table(socket).view(0).inode()).isEqualTo(4_294_967_295L);
    }

    @Test
    void emptyTableHasNoRows() {
        assertThat(SocketTable.EMPTY.size()).isZero();
        SocketTable.EMPTY.forEach(socket -> {
            throw new AssertionError("there is none");
        });
    }

    @Test
    void laterRowsOfTheBuilderDoNotReachTheTable() {
        SocketTable.Builder builder = new SocketTable.Builder();
        builder.add(SocketState.LISTEN, endpoint("10.0.0.1:80"), endpoint("0.0.0.0:0"));
        SocketTable table = builder.build();
        builder.add(SocketState.LISTEN, endpoint("10.0.0.2:80"), endpoint("0.0.0.0:0"));
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.addressCount()).isEqualTo(2);
        assertThat(builder.size()).isEqualTo(2);
    }

    @Test
    void identityIsTheCookie() {
        PlainSocket socket = socket(SocketState.ESTABLISHED, "10.0.0.1:1", "10.0.0.2:2");
        assertThat(table(socket.withCookie(77)).identity(0)).isEqualTo(77);
    }

    @Test
    void identityWithoutACookieIsTheSameInEveryTable() {
        PlainSocket socket = socket(SocketState.ESTABLISHED, "10.0.0.1:1", "10.0.0.2:2");
        PlainSocket other = socket(SocketState.ESTABLISHED, "10.0.0.9:9", "10.0.0.1:9");
        assertThat(table(other, socket).identity(1))
                .isEqualTo(table(socket, other).identity(0));
    }

    @Test
    void identityWithoutACookieDoesNotDependOnTheState() {
        assertThat(table(socket(SocketState.ESTABLISHED, "10.0.0.1:1", "10.0.0.2:2"))
                        .identity(0))
                .isEqualTo(table(socket(SocketState.TIME_WAIT, "10.0.0.1:1", "10.0.0.2:2"))
                        .identity(0));
    }

    @Test
    void identitiesWithoutACookieDifferForAllNeighbours() {
        Set<Long> identities = new HashSet<>();
        SocketTable table = neighbours(100_000);
        for (int row = 0; row < table.size(); row++) {
            identities.add(table.identity(row));
        }
        assertThat(identities).hasSize(100_000);
    }

    @Test
    void hundredThousandRowsAreKept() {
        SocketTable table = neighbours(100_000);
        assertThat(table.size()).isEqualTo(100_000);
        for (int row = 0; row < table.size(); row++) {
            assertThat(table.view(row).local()).isEqualTo(local(row));
            assertThat(table.view(row).remote()).isEqualTo(remote(row));
        }
    }

    @Test
    void rowCostsAtMost64Bytes() {
        int rows = 500_000;
        long before = usedBytes();
        SocketTable table = neighbours(rows);
        try {
            assertThat(usedBytes() - before).isLessThanOrEqualTo((long) rows * MAX_BYTES_A_ROW);
        } finally {
            Reference.reachabilityFence(table);
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static SocketTable neighbours(int rows) {
        SocketTable.Builder builder = new SocketTable.Builder();
        for (int row = 0; row < rows; row++) {
            builder.accept(new PlainSocket(SocketState.TIME_WAIT, local(row), remote(row)));
        }
        return builder.build();
    }

    private static Endpoint local(int row) {
        return new Endpoint(IpAddress.ipv4(0x0A00_0001), 30_000 + row % 30_000);
    }

    private static Endpoint remote(int row) {
        return new Endpoint(IpAddress.ipv4(0x0A01_0000 + row / 30_000), 80);
    }
}
