package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceNumberTest {
    /// RFC 9293 §3.4: all arithmetic is modulo 2^32. Timestamps are compared the same way (RFC 7323 §5.2).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            position             | a           | b           | less  | greater
            equal                | 5           | 5           | false | false
            one before           | 4           | 5           | true  | false
            one after            | 6           | 5           | false | true
            across zero          | -1          | 0           | true  | false
            far across zero      | -1000000000 | 1000000000  | true  | false
            across the sign      | 2147483647  | -2147483648 | true  | false
            back across the sign | -2147483648 | 2147483647  | false | true
            2^31 - 1 apart       | 7           | -2147483642 | true  | false
            """)
    void orderHoldsAcrossTheWrap(String position, int a, int b, boolean less, boolean greater) {
        assertThat(SequenceNumber.lessThan(a, b)).as(position).isEqualTo(less);
        assertThat(SequenceNumber.greaterThan(a, b)).as(position).isEqualTo(greater);
        assertThat(SequenceNumber.atMost(a, b)).as(position).isEqualTo(!greater);
        assertThat(SequenceNumber.atLeast(a, b)).as(position).isEqualTo(!less);
        assertThat(SequenceNumber.later(a, b)).as(position).isEqualTo(greater ? a : b);
        assertThat(SequenceNumber.earlier(a, b)).as(position).isEqualTo(less ? a : b);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            position               | number     | start | size        | in
            outside left           | 99         | 100   | 10          | false
            left edge              | 100        | 100   | 10          | true
            middle                 | 105        | 100   | 10          | true
            right edge             | 109        | 100   | 10          | true
            outside right          | 110        | 100   | 10          | false
            left edge at the wrap  | -2         | -2    | 4           | true
            right edge past it     | 1          | -2    | 4           | true
            outside right past it  | 2          | -2    | 4           | false
            outside left of it     | -3         | -2    | 4           | false
            empty                  | 100        | 100   | 0           | false
            more than 2^31         | -2147483600 | 100  | -2147483647 | true
            """)
    void windowIsTheNumbersFromItsStart(String position, int number, int start, int size, boolean in) {
        assertThat(SequenceNumber.inWindow(number, start, size)).as(position).isEqualTo(in);
    }
}
