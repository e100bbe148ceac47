package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Flags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketNotationTest {
    @Test
    void packetSaysWhatStandsInIt() throws ScriptException {
        TcpPacket packet = tcp("< [ect0, ttl 9] 8080 > 1234 P. 1:101(100) ack 5 win 6 urg 7 <mss 1460,nop,nop,sackOK>");
        assertThat(packet)
                .isEqualTo(new TcpPacket(
                        Direction.INBOUND,
                        new IpFields(IpFields.Ecn.BITS, 2, 9, 0),
                        8080,
                        1234,
                        Flags.PSH | Flags.ACK,
                        -1,
                        new SequenceRange(SequenceRange.Reference.CONNECTION, 1, 100),
                        5,
                        6,
                        7,
                        List.of(
                                new TcpOption.MaximumSegmentSize(1460),
                                new TcpOption.NoOperation(),
                                new TcpOption.NoOperation(),
                                new TcpOption.SackPermitted())));
    }

    @Test
    void whatAnOutboundPacketDoesNotSayIsNotLookedAt() throws ScriptException {
        TcpPacket packet = tcp("> . 1:1(0) ack 1 <...>");
        assertThat(packet.window()).isEqualTo(-1);
        assertThat(packet.options()).isNull();
        assertThat(packet.ip()).isEqualTo(IpFields.ANY);
    }

    @Test
    void packetWithoutOptionsHasNone() throws ScriptException {
        assertThat(tcp("> . 1:1(0) ack 1").options()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', useHeadersInDisplayName = true, textBlock = """
            written ; flags ; ace ; again
            S       ; 0x2   ; -1  ; S
            S.      ; 0x12  ; -1  ; S.
            .       ; 0x10  ; -1  ; .
            -       ; 0x0   ; -1  ; -
            FPRU    ; 0x2d  ; -1  ; FRPU
            FP.     ; 0x19  ; -1  ; FP.
            SEW     ; 0xc2  ; -1  ; SEW
            SEWA    ; 0x1c2 ; -1  ; SEWA
            S.E     ; 0x52  ; -1  ; SE.
            P.0     ; 0x18  ; 0   ; P.0
            P.5     ; 0x158 ; 5   ; P.5
            .7      ; 0x1d0 ; 7   ; .7
            R3      ; 0xc4  ; 3   ; R3
            """)
    void flagsAreBits(String written, int flags, int ace, String again) throws ScriptException {
        TcpPacket packet = tcp("> " + written + " 1:1(0)");
        assertThat(packet.flags()).isEqualTo(flags);
        assertThat(packet.ace()).isEqualTo(ace);
        assertThat(NotationWriter.packet(packet)).startsWith("> " + again + " 1:1(0)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', useHeadersInDisplayName = true, textBlock = """
            written                  ; part                  ; tos  ; ttl ; flow label
            [noecn]                  ; BITS                  ; 0    ; 0   ; 0
            [ect1]                   ; BITS                  ; 1    ; 0   ; 0
            (ect0)                   ; BITS                  ; 2    ; 0   ; 0
            [ecn ce]                 ; BITS                  ; 3    ; 0   ; 0
            [ect01]                  ; ECT0_OR_ECT1          ; 0    ; 0   ; 0
            [ecn ect01]              ; ECT0_OR_ECT1          ; 0    ; 0   ; 0
            [tos 0xff]               ; WHOLE                 ; 0xff ; 0   ; 0
            [class 0x10]             ; WHOLE                 ; 0x10 ; 0   ; 0
            [dscp 0x3f]              ; DSCP                  ; 0xfc ; 0   ; 0
            [dscp af11]              ; DSCP                  ; 0x28 ; 0   ; 0
            [dscp voice-admit]       ; DSCP                  ; 0xb0 ; 0   ; 0
            [dscp ef, ce]            ; WHOLE                 ; 0xbb ; 0   ; 0
            [ce, dscp ef]            ; WHOLE                 ; 0xbb ; 0   ; 0
            [dscp le, ect01]         ; DSCP_AND_ECT0_OR_ECT1 ; 4    ; 0   ; 0
            [ttl 255]                ; ANY                   ; 0    ; 255 ; 0
            [hlim 1, ce]             ; BITS                  ; 3    ; 1   ; 0
            [flowlabel 0xfffff]      ; ANY                   ; 0    ; 0   ; 0xfffff
            [tos 0x3, flowlabel 0x1] ; WHOLE                 ; 3    ; 0   ; 1
            """)
    void bracketsSayWhatTheHeaderOfIpHas(String written, IpFields.Ecn part, int tos, int ttl, int flowLabel)
            throws ScriptException {
        assertThat(tcp("> " + written + " . 1:1(0) ack 1").ip()).isEqualTo(new IpFields(part, tos, ttl, flowLabel));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', useHeadersInDisplayName = true, textBlock = """
            option                              ; kind ; bytes
            md5 0001ff                          ; 19   ; 0001ff
            FO                                  ; 34   ; ''
            FO 0102                             ; 34   ; 0102
            FOEXP aAbB                          ; 254  ; f989aabb
            EXP-FO 01                           ; 254  ; f98901
            exp-FO                              ; 254  ; f989
            ECN e0b 1                           ; 172  ; 000001
            ECN e1b 1 ceb 2 e0b 16777215        ; 174  ; 000001000002ffffff
            AccECN0                             ; 172  ; ''
            AccECN0 ee0b 1 eceb 2 ee1b 3        ; 172  ; 000001000002000003
            AccECN1 ee1b 4                      ; 174  ; 000004
            exp-AccECN0 ee0b 1                  ; 254  ; acc0000001
            exp-AccECN1                         ; 254  ; acc1
            exp-tarr                            ; 254  ; 00ac
            exp-tarr 127                        ; 254  ; 00acfe
            gen-253 0a0B                        ; 253  ; 0a0b
            gen-2                               ; 2    ; ''
            exp-1 ff                            ; 254  ; 0001ff
            """)
    void otherOptionsAreBytes(String option, int kind, String bytes) throws ScriptException {
        int used = 2 + bytes.length() / 2;
        TcpPacket packet = tcp("> . 1:1(0) ack 1 <" + option + ",nop".repeat(-used & 3) + ">");
        assertThat(packet.options()).isNotNull();
        TcpOption.Other other = (TcpOption.Other) packet.options().getFirst();
        assertThat(other.kind()).isEqualTo(kind);
        assertThat(other.data()).isEqualTo(bytes);
        assertThat(packet.options()).hasSize(1 + (-used & 3));
    }

    @Test
    void timestampsSayWhatIsNotLookedAtAndWhatIsOnTheWire() throws ScriptException {
        assertThat(tcp("> . 1:1(0) ack 1 <nop,nop,TS val ... ecr 4294967295!>").options())
                .contains(new TcpOption.Timestamps(-1, 4_294_967_295L, true));
        assertThat(tcp("> . 1:1(0) ack 1 <nop,nop,TS val 4294967295 ecr 0>").options())
                .contains(new TcpOption.Timestamps(4_294_967_295L, 0, false));
    }

    @Test
    void wholeListMayBeBytes() throws ScriptException {
        assertThat(tcp("> . 1:1(0) ack 1 <0204FFD7>").options())
                .containsExactly(new TcpOption.Other(TcpOption.Other.RAW, "0204ffd7", "0204ffd7"));
    }

    @Test
    void sequenceNumbersCountFromTheConnectionOrNotOrAreNotLookedAt() throws ScriptException {
        assertThat(tcp("> . 4294967294:4294967295(1)! ack 1").sequence())
                .isEqualTo(new SequenceRange(SequenceRange.Reference.WIRE, 4_294_967_294L, 1));
        assertThat(tcp("> . ...(65495) ack 1").sequence())
                .isEqualTo(new SequenceRange(SequenceRange.Reference.ANY, 0, 65_495));
    }

    @Test
    void actualPacketIsWrittenLikeAnExpectedOne() {
        TcpPacket packet = new TcpPacket(
                Direction.OUTBOUND,
                IpFields.ANY,
                0,
                0,
                Flags.SYN | Flags.ACK | Flags.ECE,
                -1,
                new SequenceRange(SequenceRange.Reference.CONNECTION, 4_294_967_295L, 1),
                1,
                65_535,
                0,
                List.of(new TcpOption.MaximumSegmentSize(1460)));
        assertThat(NotationWriter.packet(packet)).isEqualTo("> SE. 4294967295:0(1) ack 1 win 65535 <mss 1460>");
    }

    private static TcpPacket tcp(String packet) throws ScriptException {
        Script script = ScriptParser.parse("x", "0 " + packet, Map.of());
        return (TcpPacket) script.events().getFirst().action();
    }
}
