package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.SeededLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostileTest {
    private final Hostile hostile = new Hostile();

    @Test
    void packetCutShortAnywhereIsTruncated() {
        for (Map.Entry<String, byte[]> recorded : Packets.recorded().entrySet()) {
            byte[] packet = recorded.getValue();
            for (int length = 0; length < packet.length; length++) {
                assertThat(hostile.read(Arrays.copyOf(packet, length)))
                        .as("%d bytes of %s", length, recorded.getKey())
                        .isEqualTo(ReadResult.TRUNCATED);
            }
        }
    }

    @Test
    void packetThatSaysItIsShorterIsReadWithinThat() {
        for (byte[] packet : Packets.recorded().values()) {
            boolean ipv4 = packet[0] == 0x45;
            int header = ipv4 ? 20 : 40;
            for (int length = header; length < packet.length; length++) {
                byte[] shorter = packet.clone();
                Packets.put(shorter, ipv4 ? 2 : 4, ipv4 ? length : length - header);
                hostile.read(Packets.withChecksums(shorter));
            }
        }
    }

    @Test
    void packetWithOneByteChangedDoesNoHarm() {
        for (byte[] packet : Packets.recorded().values()) {
            // What follows is quoted text.
            for (int at = 0; at < Math.min(packet.length, 120); at++) {
                for (int change : new int[] {1, 0x0F, 0x10, 0x80, 0xFF}) {
                    byte[] changed = packet.clone();
                    changed[at] ^= (byte) change;
                    hostile.read(changed);
                    hostile.read(Packets.withChecksums(changed));
                }
            }
        }
    }

    @Test
    void oneChangedByteIsNoticed() {
        byte[] packet = Packets.recorded().get("ipv4-sack-4");
        for (int at = 1; at < packet.length; at++) {
            byte[] changed = packet.clone();
            changed[at] ^= 0x40;
            assertThat(hostile.read(changed)).as("byte %d", at).isNotEqualTo(ReadResult.READ);
        }
    }

    @Test
    void anyBytesDoNoHarm() {
        List<byte[]> seeds = new ArrayList<>(Packets.recorded().values());
        Set<ReadResult> seen = EnumSet.noneOf(ReadResult.class);
        SeededLoop.run(20_000, (random, seed) -> {
            byte[] packet = Hostile.mutated(seeds, random);
            seen.add(hostile.read(packet));
        });
        assertThat(seen).contains(ReadResult.READ, ReadResult.TRUNCATED, ReadResult.MALFORMED, ReadResult.FRAGMENT);
        assertThat(seen).contains(ReadResult.NOT_TCP, ReadResult.ICMP_ERROR, ReadResult.NOT_IP);
    }
}
