package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// What holds for every packet there is: reading it throws nothing, and what is read stays within it.
///
/// The bytes lie between others that must not matter, and what is read can be written and read again.
final class Hostile {
    private static final int MARGIN = 64;

    private final SegmentReader reader = new SegmentReader();
    private final SegmentReader trusting = SegmentReader.withoutChecksums();
    private final IcmpReader icmp = new IcmpReader();
    private final byte[] written = new byte[Packets.SPACE];

    /// Reads the packet in every way and gives what became of it.
    ReadResult read(byte[] packet) {
        byte[] zeros = new byte[packet.length + 2 * MARGIN];
        System.arraycopy(packet, 0, zeros, MARGIN, packet.length);
        byte[] ones = zeros.clone();
        Arrays.fill(ones, 0, MARGIN, (byte) 0xFF);
        Arrays.fill(ones, MARGIN + packet.length, ones.length, (byte) 0xFF);
        ReadResult result = segment(reader, zeros, ones, packet.length);
        segment(trusting, zeros, ones, packet.length);
        error(zeros, ones, packet.length);
        // At the end of an array a step too far does throw.
        assertThat(reader.read(packet, 0, packet.length, new Segment())).isEqualTo(result);
        trusting.read(packet, 0, packet.length, new Segment());
        trusting.readTcp(packet, 0, packet.length, new Segment());
        icmp.read(packet, 0, packet.length, new IcmpError());
        return result;
    }

    /// One of the packets with a few bytes changed, some inserted, cut short; mostly with right lengths and
    /// checksums.
    static byte[] mutated(List<byte[]> packets, RandomGenerator random) {
        byte[] packet = packets.get(random.nextInt(packets.size())).clone();
        for (int count = random.nextInt(6); count > 0; count--) {
            int at = random.nextInt(Math.min(packet.length, 90));
            packet[at] = (byte) (random.nextBoolean() ? random.nextInt(0x100) : packet[at] ^ (1 << random.nextInt(8)));
        }
        if (random.nextInt(3) == 0) {
            byte[] inserted = new byte[4 * random.nextInt(1, 12)];
            if (random.nextBoolean()) {
                random.nextBytes(inserted);
            }
            int at = random.nextBoolean() ? packet[0] == 0x45 ? 20 : 40 : random.nextInt(packet.length);
            at = Math.min(at, packet.length);
            packet = Packets.concatenated(
                    Arrays.copyOf(packet, at), inserted, Arrays.copyOfRange(packet, at, packet.length));
        }
        if (random.nextInt(4) == 0) {
            packet = Arrays.copyOf(packet, random.nextInt(packet.length + 1));
        }
        if (random.nextInt(4) > 0 && packet.length >= 40) {
            boolean ipv4 = (packet[0] >>> 4) == 4;
            Packets.put(packet, ipv4 ? 2 : 4, ipv4 ? packet.length : packet.length - 40);
        }
        return random.nextInt(4) > 0 ? Packets.withChecksums(packet) : packet;
    }

    private ReadResult segment(SegmentReader reader, byte[] zeros, byte[] ones, int length) {
        Segment first = new Segment();
        Segment second = new Segment();
        ReadResult result = reader.read(zeros, MARGIN, length, first);
        assertThat(reader.read(ones, MARGIN, length, second)).isEqualTo(result);
        assertThat(Packets.everything(second)).isEqualTo(Packets.everything(first));
        if (result == ReadResult.READ) {
            assertThat(first.textOffset).isBetween(MARGIN, MARGIN + length);
            assertThat(first.textOffset + first.textLength).isBetween(MARGIN, MARGIN + length);
            int writtenLength = SegmentWriter.write(first, written, 0);
            Segment again = new Segment();
            assertThat(this.reader.read(written, 0, writtenLength, again)).isEqualTo(ReadResult.READ);
            assertThat(Packets.everything(again)).isEqualTo(Packets.everything(first));
        } else {
            assertThat(Packets.everything(first)).isEqualTo(Packets.everything(new Segment()));
        }
        // Without its IP header, as the text of a capture might be; anything may come out of it but an exception.
        Segment bare = new Segment();
        ReadResult bareResult = reader.readTcp(zeros, MARGIN, length, bare);
        assertThat(reader.readTcp(ones, MARGIN, length, new Segment())).isEqualTo(bareResult);
        return result;
    }

    private void error(byte[] zeros, byte[] ones, int length) {
        IcmpError first = new IcmpError();
        IcmpError second = new IcmpError();
        ReadResult result = icmp.read(zeros, MARGIN, length, first);
        assertThat(icmp.read(ones, MARGIN, length, second)).isEqualTo(result);
        assertThat(Packets.everything(second)).isEqualTo(Packets.everything(first));
    }
}
