package dev.linger.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.linger.model.IpAddress;
import dev.linger.testkit.SeededLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AddressTableTest {
    @Test
    void numbersCountUpFromZeroInOrderOfAppearance() {
        AddressTable table = new AddressTable();
        assertThat(table.number(7, 1)).isZero();
        assertThat(table.number(7, 2)).isEqualTo(1);
        assertThat(table.number(7, 1)).isZero();
        assertThat(table.number(0, 0)).isEqualTo(2);
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void halvesAreNotMistakenForOneAnother() {
        AddressTable table = new AddressTable();
        assertThat(table.number(1, 2)).isNotEqualTo(table.number(2, 1));
        assertThat(table.number(0, 31)).isNotEqualTo(table.number(1, 0));
    }

    @Test
    void numberNeverGivenIsRefused() {
        AddressTable table = new AddressTable();
        table.number(1, 1);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> table.address(1))
                .withMessage("address 1 of 1");
    }

    @Test
    void behavesLikeAMapWhileItGrows() {
        SeededLoop.run(20, (random, _) -> {
            AddressTable table = new AddressTable();
            Map<IpAddress, Integer> model = new HashMap<>();
            int variety = 1 << random.nextInt(1, 14);
            for (int step = 0; step < 5000; step++) {
                IpAddress address = randomAddress(random, variety);
                int expected = model.computeIfAbsent(address, _ -> model.size());
                assertThat(table.number(address.high(), address.low())).isEqualTo(expected);
            }
            assertThat(table.size()).isEqualTo(model.size());
            model.forEach((address, number) -> {
                assertThat(table.address(number)).isEqualTo(address);
                assertThat(table.high(number)).isEqualTo(address.high());
                assertThat(table.low(number)).isEqualTo(address.low());
            });
        });
    }

    private static IpAddress randomAddress(RandomGenerator random, int variety) {
        return random.nextBoolean()
                ? IpAddress.ipv4(random.nextInt(variety))
                : new IpAddress(random.nextInt(variety), random.nextInt(4));
    }
}
