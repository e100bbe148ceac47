package dev.linger.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Packets that Jazzer makes up from recorded ones, guided by which branches they reach.
///
/// One method has it all because Jazzer fuzzes one for each virtual machine.
class PacketFuzzTest {
    private final Hostile hostile = new Hostile();

    static Stream<byte[]> recorded() {
        return Packets.recorded().values().stream();
    }

    @MethodSource("recorded")
    @FuzzTest(maxDuration = "10m")
    void anyBytesDoNoHarm(byte[] packet) {
        hostile.read(packet);
        // Chance does not find a right checksum, and behind one most of the code lies.
        hostile.read(Packets.withChecksums(packet.clone()));
    }
}
