package dev.linger.linux.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.SocketState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KernelStateTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
                    number, state
                    1,      ESTABLISHED
                    2,      SYN_SENT
                    3,      SYN_RECEIVED
                    4,      FIN_WAIT_1
                    5,      FIN_WAIT_2
                    6,      TIME_WAIT
                    7,      CLOSED
                    8,      CLOSE_WAIT
                    9,      LAST_ACK
                    10,     LISTEN
                    11,     CLOSING
                    12,     SYN_RECEIVED
                    13,     BOUND
                    """)
    void numbersAreThoseOfTheKernel(int number, SocketState state) {
        assertThat(KernelState.of(number)).isEqualTo(state);
        assertThat(KernelState.mask(state) & 1 << number).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "14", "255"})
    void anyOtherNumberIsNoState(int number) {
        assertThat(KernelState.of(number)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void everyStateCanBeAskedFor(SocketState state) {
        assertThat(KernelState.mask(state)).isNotZero();
        assertThat(KernelState.mask(state) & ~KernelState.ALL_MASK).isZero();
    }

    @Test
    void aRequestInTheSynQueueIsAskedForTogetherWithItsChild() {
        assertThat(KernelState.mask(SocketState.SYN_RECEIVED)).isEqualTo(1 << 3 | 1 << KernelState.NEW_SYN_RECV);
    }
}
