package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.testkit.SeededLoop;
import dev.linger.wire.IcmpError.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IcmpWriterTest {
    private static final long REPORTER_LOW = 0xFFFF_C633_6401L;

    private static IcmpError about(Segment segment, Kind kind, int mtu) {
        IcmpError error = new IcmpError();
        error.kind = kind;
        error.mtu = mtu;
        error.sourceHigh = segment.sourceHigh;
        error.sourceLow = segment.sourceLow;
        error.destinationHigh = segment.destinationHigh;
        error.destinationLow = segment.destinationLow;
        error.sourcePort = segment.sourcePort;
        error.destinationPort = segment.destinationPort;
        error.seq = -16;
        return error;
    }

    /// RFC 792, RFC 4443 §2.4.
    @Test
    void errorQuotesTheHeaderAndEightBytes() {
        byte[] into = new byte[70];
        Arrays.fill(into, (byte) 0xEE);
        IcmpError error = about(Packets.ipv4Segment(), Kind.TOO_BIG, 1400);
        assertThat(IcmpWriter.write(error, 0, REPORTER_LOW, into, 4)).isEqualTo(56);
        assertThat(HexFormat.of().formatHex(into))
                .isEqualTo("eeeeeeee"
                        + "450000380000400040014e8fc6336401c0000201"
                        + "0304599700000578"
                        + "45000028000040004006b6c5c0000201c0000209"
                        + "9c4001bbfffffff0"
                        + "eeeeeeeeeeeeeeeeeeee");
    }

    @Test
    void onlyAnErrorAboutTheSizeSaysOne() {
        byte[] into = new byte[56];
        IcmpWriter.write(about(Packets.ipv4Segment(), Kind.HOST_UNREACHABLE, 1280), 0, REPORTER_LOW, into, 0);
        assertThat(HexFormat.of().formatHex(into, 24, 28)).isEqualTo("00000000");
    }

    /// In IPv6 a protocol that is not there is an unrecognized Next Header (RFC 4443 §3.4), and what is prohibited is
    /// one kind (§3.1).
    @ParameterizedTest
    @EnumSource
    void everyKindIsReadAsItWasWritten(Kind kind) {
        int mtu = kind == Kind.TOO_BIG ? 1280 : 0;
        IcmpError four = about(Packets.ipv4Segment(), kind, mtu);
        assertThat(Packets.everything(passed(four, 0, REPORTER_LOW))).isEqualTo(Packets.everything(four));
        IcmpError six = about(Packets.ipv6Segment(), kind, mtu);
        IcmpError passed = passed(six, 1, 2);
        if (kind == Kind.PROTOCOL_UNREACHABLE) {
            six.kind = Kind.PARAMETER_PROBLEM;
        } else if (kind == Kind.NET_PROHIBITED) {
            six.kind = Kind.ADMINISTRATIVELY_PROHIBITED;
        }
        assertThat(Packets.everything(passed)).isEqualTo(Packets.everything(six));
    }

    @Test
    void anyErrorIsReadAsItWasWritten() {
        SeededLoop.run(500, (random, seed) -> {
            Segment segment = Packets.random(random);
            boolean ipv4 = segment.source().address().isIpv4();
            Kind kind = random.nextBoolean() ? Kind.TOO_BIG : Kind.TIME_EXCEEDED;
            int mtu = kind == Kind.TOO_BIG ? random.nextInt(ipv4 ? 0x1_0000 : Integer.MAX_VALUE) : 0;
            IcmpError error = about(segment, kind, mtu);
            error.seq = random.nextInt();
            IcmpError copy = new IcmpError().copyFrom(error);
            IcmpError passed =
                    ipv4 ? passed(error, 0, REPORTER_LOW) : passed(error, random.nextLong() | 1, random.nextLong());
            assertThat(Packets.everything(passed)).isEqualTo(Packets.everything(copy));
        });
    }

    private static IcmpError passed(IcmpError error, long reporterHigh, long reporterLow) {
        byte[] packet = new byte[IcmpWriter.length(error)];
        assertThat(IcmpWriter.write(error, reporterHigh, reporterLow, packet, 0))
                .isEqualTo(packet.length);
        assertThat(new SegmentReader().read(packet, 0, packet.length, new Segment()))
                .isEqualTo(ReadResult.ICMP_ERROR);
        IcmpError read = new IcmpError();
        assertThat(new IcmpReader().read(packet, 0, packet.length, read)).isEqualTo(ReadResult.READ);
        return read;
    }

    @Test
    void refusalsNameTheValue() {
        refused(
                about(Packets.ipv4Segment(), Kind.TOO_BIG, 65_536),
                "maximum transmission unit 65536, it is 0 to 65535");
        refused(about(Packets.ipv4Segment(), Kind.TOO_BIG, -1), "maximum transmission unit -1, it is 0 to 65535");
        refused(
                about(Packets.ipv6Segment(), Kind.HOST_UNREACHABLE, 0),
                "no packet goes from 198.51.100.1 to 2001:db8::1");
        IcmpError mixed = about(Packets.ipv4Segment(), Kind.HOST_UNREACHABLE, 0);
        mixed.destinationLow = 1;
        refused(mixed, "no packet goes from 192.0.2.1 to ::1");
        IcmpError port = about(Packets.ipv4Segment(), Kind.HOST_UNREACHABLE, 0);
        port.destinationPort = 65_536;
        refused(port, "destination port 65536, it is 0 to 65535");
    }

    private static void refused(IcmpError error, String message) {
        byte[] into = new byte[200];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IcmpWriter.write(error, 0, REPORTER_LOW, into, 0))
                .withMessage(message);
        assertThat(into).containsOnly(0);
    }

    @Test
    void packetThatDoesNotFitIsRefusedWithBothSizes() {
        IcmpError error = about(Packets.ipv4Segment(), Kind.HOST_UNREACHABLE, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IcmpWriter.write(error, 0, REPORTER_LOW, new byte[55], 0))
                .withMessage("a packet of 56 bytes from 0 does not fit into an array of 55");
    }
}
