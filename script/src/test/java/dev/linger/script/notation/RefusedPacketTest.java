package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Packets that are not read, and what is said about them. A line of a script stands before `=>`.
class RefusedPacketTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            line => message
            0 < udp (8) => UDP packets are not supported
            0 > [ect0] udp 1 > 2 (8) => UDP packets are not supported
            0 < udplite (8, 8) => UDP-Lite packets are not supported
            0 < sctp: INIT[] => SCTP packets are not supported
            0 < 1 > 2 sctp: INIT[] => SCTP packets are not supported
            0 < ipv4 192.0.2.1 > 192.0.2.2: . 1:1(0) win 1 => IPv4 encapsulation is not supported
            0 < ipv6 ::1 > ::2: . 1:1(0) win 1 => IPv6 encapsulation is not supported
            0 < gre: . 1:1(0) win 1 => GRE encapsulation is not supported
            0 < GREv0 flags [none] => GRE encapsulation is not supported
            0 < mpls (label 1, tc 0, ttl 1): . 1:1(0) win 1 => MPLS is not supported
            0 < encap psp spi 1 . 1:1(0) win 1 => PSP encapsulation is not supported
            0 > R 1:9(8) [code 1, pen 2] => the reason of a reset in its text is not supported
            0 > . 1:1(0) /udp(1 > 2) => UDP encapsulation is not supported
            0 < icmp unreachable [udp (8)] => an ICMP message about a packet other than TCP is not supported
            0 < icmp unreachable [1:1(0) /udp(1 > 2)] => UDP encapsulation is not supported
            0 f({(label 1, tc 0, ttl 1)}) = 0 => MPLS is not supported
            0 f({flags [none], sum 0x0}) = 0 => GRE encapsulation is not supported
            """)
    void otherProtocolsAreRefusedByName(String line, String message) {
        assertThat(Refusal.message(line)).isEqualTo("t.pkt:1: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            line => message
            0 < . 1:100(100) win 1 => 1:100(100) contradicts itself: 1 and 100 make 101
            0 < . 4294967296:4294967296(0) win 1 => the first sequence number 4294967296 is not between 0 and 4294967295
            0 > . 0:4294967296(1) => the end of the sequence numbers 4294967296 is not between 0 and 4294967295
            0 < . 0:65536(65536) win 1 => the length 65536 is not between 0 and 65535
            0 < . 0:65497(65497) win 1 => 65497 bytes do not fit into one packet
            0 < . 1:1(0) ack 4294967296 win 1 => the acknowledgment number 4294967296 is not between 0 and 4294967295
            0 < . 1:1(0) ack 1 win 65536 => the window 65536 is not between 0 and 65535
            0 < . 1:1(0) ack 1 win -1 => the window -1 is not between 0 and 65535
            0 < . 1:1(0) ack 1 win 1 urg 65536 => the urgent pointer 65536 is not between 0 and 65535
            0 < 65536 > 1 . 1:1(0) win 1 => the source port 65536 is not between 0 and 65535
            0 < 1 > 65536 . 1:1(0) win 1 => the destination port 65536 is not between 0 and 65535
            0 < . 1:1(0) ack 1 => an inbound packet needs a window: win 65535
            0 < . 1:1(0) win 1 <...> => <...> is for outbound packets only
            0 < [ect01] . 1:1(0) win 1 => [ect01] is for outbound packets only
            0 < [dscp ef, ect01] . 1:1(0) win 1 => [ect01] is for outbound packets only
            0 > SX 1:1(0) => there is no TCP flag 'X'
            0 > .8 1:1(0) => there is no TCP flag '8'
            0 > SE.1 1:1(0) => the TCP flag '1' contradicts one before it in SE.1
            0 > .12 1:1(0) => the TCP flag '2' contradicts one before it in .12
            0 > S5.E 1:1(0) => the TCP flag 'E' contradicts one before it in S5.E
            0 > [tos 0x100] . 1:1(0) => the tos 0x100 is not between 0 and 255
            0 > [class 0x100] . 1:1(0) => the class 0x100 is not between 0 and 255
            0 > [dscp 0x40] . 1:1(0) => the dscp 0x40 is not between 0 and 63
            0 > [dscp af44] . 1:1(0) => there is no dscp 'af44'
            0 > [flowlabel 0x100000] . 1:1(0) => the flow label 0x100000 is not between 0 and 1048575
            0 > [ttl 256] . 1:1(0) => the ttl 256 is not between 0 and 255
            0 > [ect2] . 1:1(0) => there is no field 'ect2' of the IP header
            0 > [ce, tos 0x1] . 1:1(0) => these bits of the type of service are given twice
            0 > [dscp ef, dscp le] . 1:1(0) => these bits of the type of service are given twice
            0 < icmp unreached => there is no ICMP type 'unreached'
            0 < icmp type_256 => there is no ICMP type 'type_256'
            0 < icmp unreachable header_field => the ICMP type 'unreachable' has no code 'header_field'
            0 < icmp unreachable code_256 => the ICMP type 'unreachable' has no code 'code_256'
            0 < icmp unreachable mtu 1400 => an mtu is for 'unreachable frag_needed' and 'packet_too_big' only
            0 < icmp unreachable frag_needed mtu 65536 => the mtu 65536 is not between 0 and 65535
            0 < icmp packet_too_big => the ICMP type 'packet_too_big' needs an mtu
            0 < icmp echo_reply id 65536 => the echo id 65536 is not between 0 and 65535
            """)
    void packetThatCannotBeIsRefused(String line, String message) {
        assertThat(Refusal.message(line)).isEqualTo("t.pkt:1: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            line => message
            0 > . 1:1(0) <mss 65536,nop> => the mss 65536 is not between 0 and 65535
            0 > . 1:1(0) <wscale 256,nop> => the window scale 256 is not between 0 and 255
            0 > . 1:1(0) <mss 1460,nop> => TCP options of 5 bytes do not fill whole words of 4: add nop or eol
            0 > . 1:1(0) <nop,nop,sack 1:2 3:4 5:6 7:8 9:10> => TCP options of 44 bytes do not fit into 40
            0 > . 1:1(0) <sack 4294967296:1> => the left edge of a sack block 4294967296 is not between 0 and 4294967295
            0 > . 1:1(0)<sack 1:4294967296> => the right edge of a sack block 4294967296 is not between 0 and 4294967295
            0 > . 1:1(0) <TS val 4294967296 ecr 0> => the timestamp 4294967296 is not between 0 and 4294967295
            0 > . 1:1(0) <TS val 0 ecr -1> => the timestamp echo -1 is not between 0 and 4294967295
            0 > . 1:1(0) <FO 012> => the fast open cookie 012 has an odd number of digits
            0 > . 1:1(0) <FO 0x> => the fast open cookie 0x is not in hexadecimal digits
            0 > . 1:1(0) <md5 0001020304050607080910111213141516> => the MD5 digest has 17 bytes, more than 16
            0 > . 1:1(0) <gen-256> => the number in 'gen-256' is too large
            0 > . 1:1(0) <exp-10000> => the number in 'exp-10000' is too large
            0 > . 1:1(0) <exp-xyz> => there is no TCP option 'exp-xyz'
            0 > . 1:1(0) <exp-tarr 128> => the rate of exp-tarr 128 is not between 0 and 127
            0 > . 1:1(0) <AccECN0 ee0b 16777216> => the counter ee0b 16777216 is not between 0 and 16777215
            0 > . 1:1(0) <010203> => TCP options of 3 bytes do not fill whole words of 4: add nop or eol
            """)
    void optionThatCannotBeIsRefused(String line, String message) {
        assertThat(Refusal.message(line)).isEqualTo("t.pkt:1: " + message);
    }
}
