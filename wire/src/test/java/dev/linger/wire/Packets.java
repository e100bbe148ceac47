package dev.linger.wire;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Bytes and segments for the tests of this package.
final class Packets {
    /// More than any packet takes.
    static final int SPACE = 70_000;

    private static final int ALL_OPTIONS =
            Segment.MSS | Segment.WINDOW_SCALE | Segment.SACK_PERMITTED | Segment.TIMESTAMPS;

    private Packets() {}

    /// Bytes written as hexadecimal digits, with spaces and line ends wherever they help.
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    /// What Linux 6.18 sent to a tun device, by name: `ipv4-syn` and so on.
    static Map<String, byte[]> recorded() {
        Map<String, byte[]> packets = new LinkedHashMap<>();
        try (InputStream file = Packets.class.getResourceAsStream("linux-6.18-packets.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
            text.lines().map(line -> line.split(" ", 2)).forEach(line -> packets.put(line[0], hex(line[1])));
        } catch (IOException failure) {
            throw new IllegalStateException("the recording can not be read", failure);
        }
        return packets;
    }

    static Segment ipv4Segment() {
        return between(IpAddress.ipv4(0xC0000201), IpAddress.ipv4(0xC0000209));
    }

    static Segment ipv6Segment() {
        return between(
                new IpAddress(0x2001_0DB8_0000_0000L, 1),
                new IpAddress(0x2001_0DB8_0000_0000L, 0xFFFF_0000_0000_0009L));
    }

    private static Segment between(IpAddress source, IpAddress destination) {
        Segment segment = new Segment();
        segment.from(new Endpoint(source, 40_000)).to(new Endpoint(destination, 443));
        segment.wnd = 65_535;
        return segment;
    }

    /// A segment with anything in every field, numbers mostly near where they wrap.
    static Segment random(RandomGenerator random) {
        Segment segment = random.nextBoolean() ? ipv4Segment() : ipv6Segment();
        segment.sourceLow ^= random.nextInt(0x1_0000);
        segment.destinationLow ^= random.nextInt(0x1_0000);
        segment.sourcePort = random.nextInt(0x1_0000);
        segment.destinationPort = random.nextInt(0x1_0000);
        segment.seq = number(random);
        segment.ack = number(random);
        segment.flags = random.nextInt(0x100);
        segment.wnd = random.nextInt(0x1_0000);
        segment.urgentPointer = random.nextInt(0x1_0000);
        segment.options = random.nextInt(ALL_OPTIONS + 1);
        if (segment.hasOption(Segment.MSS)) {
            segment.mss = random.nextInt(0x1_0000);
        }
        if (segment.hasOption(Segment.WINDOW_SCALE)) {
            segment.windowScale = random.nextInt(0x100);
        }
        if (segment.hasOption(Segment.TIMESTAMPS)) {
            segment.tsVal = number(random);
            segment.tsEcr = number(random);
        }
        segment.sackCount = random.nextInt(blocksThatFit(segment) + 1);
        for (int edge = 0; edge < 2 * segment.sackCount; edge++) {
            segment.sack[edge] = number(random);
        }
        byte[] text = new byte[random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(20)];
        random.nextBytes(text);
        segment.text = text;
        segment.textOffset = random.nextInt(text.length + 1);
        segment.textLength = text.length - segment.textOffset;
        return segment;
    }

    /// Within 40 bytes, without padding.
    private static int blocksThatFit(Segment segment) {
        int taken = (segment.hasOption(Segment.MSS) ? 4 : 0)
                + (segment.hasOption(Segment.WINDOW_SCALE) ? 3 : 0)
                + (segment.hasOption(Segment.SACK_PERMITTED) ? 2 : 0)
                + (segment.hasOption(Segment.TIMESTAMPS) ? 10 : 0);
        return Math.min(4, (38 - taken) / 8);
    }

    private static int number(RandomGenerator random) {
        return random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-40, 40);
    }

    static byte[] written(Segment segment) {
        byte[] into = new byte[SPACE];
        return Arrays.copyOf(into, SegmentWriter.write(segment, into, 0));
    }

    /// Everything a segment says, for comparison.
    static String everything(Segment segment) {
        return segment.source() + " > " + segment.destination() + " " + segment + " ack " + segment.ack + " urg "
                + segment.urgentPointer + " options " + segment.options + " mss " + segment.mss + " wscale "
                + segment.windowScale + " ts " + segment.tsVal + " " + segment.tsEcr + " sack "
                + Arrays.toString(Arrays.copyOf(segment.sack, 2 * segment.sackCount)) + " text "
                + HexFormat.of().formatHex(segment.text, segment.textOffset, segment.textOffset + segment.textLength);
    }

    /// Everything an error says, for comparison.
    static String everything(IcmpError error) {
        return error.kind + " mtu " + error.mtu + " "
                + new Endpoint(new IpAddress(error.sourceHigh, error.sourceLow), error.sourcePort) + " > "
                + new Endpoint(new IpAddress(error.destinationHigh, error.destinationLow), error.destinationPort)
                + " seq " + Integer.toUnsignedString(error.seq);
    }

    /// Puts the right checksums into a packet that somebody tampered with, as an attacker would.
    static byte[] withChecksums(byte[] packet) {
        Ipv4Header ipv4 = new Ipv4Header();
        Ipv6Header ipv6 = new Ipv6Header();
        if (ipv4.wrap(packet, 0, packet.length)) {
            put(packet, 10, 0);
            put(packet, 10, Checksum.of(packet, 0, ipv4.headerLength()));
            boolean tcp = ipv4.protocol() == Protocol.TCP;
            long sum = tcp
                    ? Checksum.ipv4PseudoHeader(ipv4.source(), ipv4.destination(), Protocol.TCP, ipv4.payloadLength())
                    : 0;
            putPayloadChecksum(packet, sum, ipv4.payloadOffset(), ipv4.payloadLength(), tcp);
        } else if (ipv6.wrap(packet, 0, packet.length)) {
            long sum = Checksum.ipv6PseudoHeader(
                    ipv6.sourceHigh(),
                    ipv6.sourceLow(),
                    ipv6.destinationHigh(),
                    ipv6.destinationLow(),
                    ipv6.protocol(),
                    ipv6.payloadLength());
            boolean tcp = ipv6.protocol() == Protocol.TCP;
            putPayloadChecksum(packet, sum, ipv6.payloadOffset(), ipv6.payloadLength(), tcp);
        }
        return packet;
    }

    private static void putPayloadChecksum(byte[] packet, long sum, int offset, int length, boolean tcp) {
        int field = tcp ? 16 : 2;
        if (length >= field + 2) {
            put(packet, offset + field, 0);
            put(packet, offset + field, Checksum.finish(Checksum.add(sum, packet, offset, length)));
        }
    }

    static void put(byte[] packet, int offset, int value) {
        packet[offset] = (byte) (value >>> 8);
        packet[offset + 1] = (byte) value;
    }

    static byte[] concatenated(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int position = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, position, part.length);
            position += part.length;
        }
        return whole;
    }
}
