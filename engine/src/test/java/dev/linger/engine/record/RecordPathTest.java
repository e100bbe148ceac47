package dev.linger.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.model.PortRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPathTest {
    /// With every kind of component that profiles have.
    public record Host(String name, long bytes, Ports ports) {}

    public record Ports(
            PortRange range,
            int step,
            boolean shared,
            @Nullable PortRange extra) {
        public Ports {
            if (step < 1) {
                throw new IllegalArgumentException("no step: " + step);
            }
        }
    }

    private static final Ports PORTS = new Ports(new PortRange(10, 20), 2, true, null);
    private static final Host HOST = new Host("a", 7, PORTS);

    @Test
    void aComponentIsReadByItsName() {
        assertThat(RecordPath.of(Host.class, "bytes").get(HOST)).isEqualTo(7L);
    }

    @Test
    void aPathLeadsIntoRecordsWithinRecords() {
        assertThat(RecordPath.of(Host.class, "ports.range.last").get(HOST)).isEqualTo(20);
        assertThat(RecordPath.of(Host.class, "ports.range.last").type()).isEqualTo(int.class);
    }

    @Test
    void aCopyDiffersInOneComponentOnly() {
        assertThat(RecordPath.copy(HOST, "ports.range.last", 30))
                .isEqualTo(new Host("a", 7, new Ports(new PortRange(10, 30), 2, true, null)));
        assertThat(HOST.ports().range().last()).isEqualTo(20);
    }

    @Test
    void anAbsentValueIsCopiedAndSet() {
        assertThat(RecordPath.copy(PORTS, "shared", false).extra()).isNull();
        Ports extra = RecordPath.copy(PORTS, "extra", new PortRange(1, 2));
        assertThat(RecordPath.copy(extra, "extra", null)).isEqualTo(PORTS);
    }

    @Test
    void theRecordsOwnJudgementIsHeard() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordPath.copy(HOST, "ports.step", 0))
                .withMessage("no step: 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte", "ports.steps", "ports.range.first.bits", "", "name.length"})
    void aPathThatLeadsNowhereIsRefusedAtOnce(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordPath.of(Host.class, path))
                .withMessageContaining("has no component");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordPath.copy(HOST, "ports.step", "two"))
                .withMessage("ports.step of Host cannot be two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordPath.copy(HOST, "ports.step", null))
                .withMessage("ports.step of Host cannot be null");
    }
}
