package dev.linger.engine.port;

import static dev.linger.engine.port.PortFixture.ANY4;
import static dev.linger.engine.port.PortFixture.LOCAL;
import static dev.linger.engine.port.PortFixture.UID;
import static dev.linger.engine.port.PortFixture.enter;
import static dev.linger.engine.port.PortFixture.leave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.model.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTableTest {
    private final PortTable table = new PortTable(false);

    @Test
    void aPortIsFreeUntilSomebodyEntersAndAgainWhenTheLastHasLeft() {
        assertThat(table.isFree(80)).isTrue();
        enter(table, 80, LOCAL, PortTable.BOUND);
        enter(table, 80, LOCAL, PortTable.BOUND);
        leave(table, 80, LOCAL, PortTable.BOUND);
        assertThat(table.isFree(80)).isFalse();
        assertThat(table.isFree(81)).isTrue();
        leave(table, 80, LOCAL, PortTable.BOUND);
        assertThat(table.isFree(80)).isTrue();
    }

    @Test
    void halfAMillionWaitingRowsOfAServerAreOneClass() {
        for (int row = 0; row < 500_000; row++) {
            enter(table, 80, LOCAL, PortTable.BOUND | PortTable.TIME_WAIT);
        }
        assertThat(table.size()).isEqualTo(1);
        assertThat(seen(table)).containsExactly("80 10.0.0.1 1000 24 x500000");
    }

    @Test
    void whatARuleCouldTellApartIsSeparate() {
        table.enter(80, 0, 1, 1, PortTable.BOUND);
        table.enter(81, 0, 1, 1, PortTable.BOUND);
        table.enter(80, 1, 1, 1, PortTable.BOUND);
        table.enter(80, 0, 2, 1, PortTable.BOUND);
        table.enter(80, 0, 1, 2, PortTable.BOUND);
        table.enter(80, 0, 1, 1, PortTable.LISTENING);
        assertThat(table.size()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void portsAreOneTo65535(int port) {
        assertThatThrownBy(() -> table.enter(port, 0, 1, UID, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(port));
    }

    @Test
    void unknownAttributesAreRefused() {
        assertThatThrownBy(() -> table.enter(80, 0, 1, UID, 256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256");
    }

    @Test
    void onlyAnOwnerCanLeave() {
        enter(table, 80, LOCAL, PortTable.BOUND);
        assertThatThrownBy(() -> leave(table, 80, LOCAL, PortTable.CONNECTED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port 80");
        assertThatThrownBy(() -> leave(table, 80, ANY4, PortTable.BOUND)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> leave(table, 81, LOCAL, PortTable.BOUND)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPortIsOpenToConnectAgainWhenItsBinderHasLeft() {
        PortTable modern = new PortTable(PortRules.LINUX.stickyBound());
        enter(modern, 40000, LOCAL, PortTable.CONNECTED);
        assertThat(modern.isConnectedOnly(40000)).isTrue();
        enter(modern, 40000, LOCAL, PortTable.BOUND);
        assertThat(modern.isConnectedOnly(40000)).isFalse();
        leave(modern, 40000, LOCAL, PortTable.BOUND);
        assertThat(modern.isConnectedOnly(40000)).isTrue();
    }

    @Test
    void onOlderKernelsItStaysClosedUntilNobodyIsLeft() {
        PortTable older = new PortTable(PortRules.LINUX_4_10.stickyBound());
        enter(older, 40000, LOCAL, PortTable.CONNECTED);
        enter(older, 40000, LOCAL, PortTable.BOUND);
        leave(older, 40000, LOCAL, PortTable.BOUND);
        enter(older, 40000, LOCAL, PortTable.TIME_WAIT);
        leave(older, 40000, LOCAL, PortTable.CONNECTED);
        assertThat(older.isConnectedOnly(40000)).isFalse();
        leave(older, 40000, LOCAL, PortTable.TIME_WAIT);
        enter(older, 40000, LOCAL, PortTable.CONNECTED);
        assertThat(older.isConnectedOnly(40000)).isTrue();
    }

    @Test
    void aChangeDoesNotFreeThePortInBetween() {
        PortTable older = new PortTable(true);
        enter(older, 40000, LOCAL, PortTable.BOUND);
        older.change(40000, LOCAL.high(), LOCAL.low(), UID, PortTable.BOUND, PortTable.CONNECTED);
        assertThat(seen(older)).containsExactly("40000 10.0.0.1 1000 64 x1");
        assertThat(older.isConnectedOnly(40000)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65535})
    void theFirstAndTheLastPortCanBeOwned(int port) {
        enter(table, port, LOCAL, PortTable.BOUND);
        assertThat(seen(table)).containsExactly(port + " 10.0.0.1 1000 16 x1");
    }

    @Test
    void theFingerprintKnowsEverythingOfAnOwnerAndNoOrder() {
        Fingerprint plain = owners("80 1 2 3 4", "81 1 2 3 4");
        assertThat(owners("81 1 2 3 4", "80 1 2 3 4")).isEqualTo(plain);
        for (String other : List.of(
                "82 1 2 3 4", "80 9 2 3 4", "80 1 9 3 4", "80 1 2 9 4", "80 1 2 3 8", "81 1 2 3 4", "80 2 1 3 4")) {
            assertThat(owners(other, "81 1 2 3 4")).as(other).isNotEqualTo(plain);
        }
        assertThat(owners("80 1 2 3 4", "80 1 2 3 4", "81 1 2 3 4")).isNotEqualTo(plain);
        assertThat(owners("80 1 2 3 4")).isNotEqualTo(plain);
    }

    @Test
    void theFingerprintKnowsWhetherAPortWasEverBound() {
        PortTable bound = new PortTable(true);
        enter(bound, 40000, LOCAL, PortTable.CONNECTED);
        Fingerprint before = Fingerprint.of(bound::addTo);
        enter(bound, 40000, LOCAL, PortTable.BOUND);
        leave(bound, 40000, LOCAL, PortTable.BOUND);
        assertThat(Fingerprint.of(bound::addTo)).isNotEqualTo(before);
        assertThat(Fingerprint.of(new PortTable(true)::addTo)).isNotEqualTo(Fingerprint.of(table::addTo));
    }

    /// Port, address in two halves, user and attributes of each.
    private static Fingerprint owners(String... owners) {
        PortTable table = new PortTable(false);
        for (String owner : owners) {
            int[] words =
                    Arrays.stream(owner.split(" ")).mapToInt(Integer::parseInt).toArray();
            table.enter(words[0], words[1], words[2], words[3], words[4]);
        }
        return Fingerprint.of(table::addTo);
    }

    @Test
    void tablesOfDifferentRulesAreNotCopied() {
        assertThatThrownBy(() -> table.copyFrom(new PortTable(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("true");
    }

    private static List<String> seen(PortTable table) {
        List<String> seen = new ArrayList<>();
        table.visit((port, high, low, uid, attributes, count) ->
                seen.add(port + " " + new IpAddress(high, low) + " " + uid + " " + attributes + " x" + count));
        return seen;
    }
}
