package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CounterTest {
    @Test
    void noTwoCountersShareAKey() {
        assertThat(Arrays.stream(Counter.values()).map(Counter::key)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Counter.class)
    void keyIsAGroupAndANameWithinIt(Counter counter) {
        assertThat(counter.key()).matches("(Tcp|TcpExt)\\.[A-Za-z0-9]+|sockstat\\.TCP\\.[a-z]+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            counter            | key
            ACTIVE_OPENS       | Tcp.ActiveOpens
            TIME_WAIT_MADE     | TcpExt.TW
            TIME_WAIT_SHORT    | TcpExt.TWKilled
            TIME_WAIT_OVERFLOW | TcpExt.TCPTimeWaitOverflow
            SOCKSTAT_TIME_WAIT | sockstat.TCP.tw
            """)
    void keyIsTheKernelsOwnName(Counter counter, String key) {
        assertThat(counter.key()).isEqualTo(key);
    }
}
