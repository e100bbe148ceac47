package dev.linger.engine.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules that cannot be followed are refused when they are made.
class PortRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            connect               | bind                  | tuple                 | refused
            NONE                  | ADDRESS_NOT_AVAILABLE | ADDRESS_IN_USE        | connectFault
            ADDRESS_NOT_AVAILABLE | NONE                  | ADDRESS_IN_USE        | bindFault
            ADDRESS_NOT_AVAILABLE | ADDRESS_NOT_AVAILABLE | NONE                  | tupleFault
            """)
    void aFaultIsAnError(PortFault connect, PortFault bind, PortFault tuple, String refused) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(new PortRange(1, 9), null, PortRules.Sharing.FOUR_TUPLE, connect, bind, tuple))
                .withMessageContaining(refused);
    }

    @Test
    void automaticPortsBeginAtOne() {
        assertThat(shared(new PortRange(1, 9), null).range().first()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shared(new PortRange(0, 9), null))
                .withMessageContaining("0");
        PortRange fromOne = new PortRange(1, 5);
        assertThat(shared(new PortRange(1, 9), fromOne).autoReusePortRange()).isEqualTo(fromOne);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shared(new PortRange(1, 9), new PortRange(0, 5)))
                .withMessageContaining("shared");
    }

    private static PortRules shared(PortRange range, PortRange reused) {
        PortFault fault = PortFault.ADDRESS_IN_USE;
        return rules(range, reused, PortRules.Sharing.EXCLUSIVE_ADDRESS, fault, fault, fault);
    }

    private static PortRules rules(
            PortRange range,
            PortRange reused,
            PortRules.Sharing sharing,
            PortFault connect,
            PortFault bind,
            PortFault tuple) {
        return new PortRules(
                range,
                PortSet.EMPTY,
                PortRules.Algorithm.SEQUENTIAL,
                sharing,
                PortRules.BindRule.LINUX,
                false,
                reused,
                false,
                connect,
                bind,
                tuple);
    }
}
