package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptParserTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            time,                kind,           from,               to,                 written
            0,                   ABSOLUTE,       0,                  0,                  0
            +0,                  RELATIVE,       0,                  0,                  +0
            1.5,                 ABSOLUTE,       1500000,            1500000,            1.5
            .000001,             ABSOLUTE,       1,                  1,                  0.000001
            + .1,                RELATIVE,       100000,             100000,             +0.1
            4.35,                ABSOLUTE,       4350000,            4350000,            4.35
            0.0000019,           ABSOLUTE,       1,                  1,                  0.000001
            999999999999.999999, ABSOLUTE,       999999999999999999, 999999999999999999, 999999999999.999999
            1~1,                 ABSOLUTE_RANGE, 1000000,            1000000,            1~1
            .1 ~ 2.25,           ABSOLUTE_RANGE, 100000,             2250000,            0.1~2.25
            +.1~+.2,             RELATIVE_RANGE, 100000,             200000,             +0.1~+0.2
            *,                   ANY,            0,                  0,                  *
            """)
    void timeIsExactMicroseconds(String time, EventTime.Kind kind, long from, long to, String written)
            throws ScriptException {
        EventTime read = parse(time + " > . 1:1(0)").events().getFirst().time();
        assertThat(read).isEqualTo(new EventTime(kind, from, to));
        assertThat(NotationWriter.time(read)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', useHeadersInDisplayName = true, textBlock = """
            line => name => value
            --dry_run => dry_run =>
            --tolerance_usecs=10000 => tolerance_usecs => 10000
            --tolerance_usecs = 10000 => tolerance_usecs => 10000
            --tolerance_percent=12.5 => tolerance_percent => 12.5
            --ip_version=ipv6 => ip_version => ipv6
            --ip_version=ipv4-mapped-ipv6 => ip_version => ipv4-mapped-ipv6
            --ip_version=ipv4_mapped_ipv6 => ip_version => ipv4_mapped_ipv6
            --local_ip=192.0.2.1 => local_ip => 192.0.2.1
            --remote_ip=2001:db8::1 => remote_ip => 2001:db8::1
            --code_command="python3 -u" => code_command => python3 -u
            --non_fatal="packet,syscall" => non_fatal => packet,syscall
            --mss=1460// as a comment => mss => 1460
            --mss=1460/* as a comment */ => mss => 1460
            --define=CC="reno" => define => CC="reno"
            --define=CLEAN=`rm -f x` => define => CLEAN=`rm -f x`
            --define=N=-1 => define => N=-1
            """)
    void optionHasANameAndPerhapsAValue(String line, String name, String value) throws ScriptException {
        assertThat(parse(line + "\n0 f() = 0").options()).containsExactly(new ScriptOption(1, name, value));
    }

    @Test
    void definitionOfTheCallerComesBeforeThatOfTheScript() throws ScriptException {
        String text = "--define=A=1\n--define=B=2\n0 f(A, B) = 0";
        Script script = ScriptParser.parse("x", text, Map.of("A", "9"));
        assertThat(NotationWriter.event(script.events().getFirst())).isEqualTo("0 f(9, 2) = 0");
    }

    @Test
    void commandStandsBeforeBetweenAndAfterEvents() throws ScriptException {
        Script script = parse("`one\n two`\n0 `three`\n1 f() = 0\n`four`");
        assertThat(script.before()).isEqualTo(new Command(1, "one\n two"));
        assertThat(script.events().getFirst().action()).isEqualTo(new Command(3, "three"));
        assertThat(script.events()).hasSize(2);
        assertThat(script.after()).isEqualTo(new Command(5, "four"));
    }

    @Test
    void codeIsKeptWithoutBlanksAtItsEnds() throws ScriptException {
        assertThat(parse("0 %{ \tassert a == {1}\nb }\t }%").events().getFirst().action())
                .isEqualTo(new Code(1, "assert a == {1}\nb }"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", useHeadersInDisplayName = true, textBlock = """
            comment                      => profile
            // #profile linux            => linux
            //#profile freebsd-14        => freebsd-14
            /* #profile rfc */           => rfc
            // see #profile              =>
            // #profiles linux           =>
            // #profile                  =>
            // #profile two words        =>
            """)
    void commentMayNameAProfile(String comment, String profile) throws ScriptException {
        assertThat(parse("0 f() = 0\n" + comment).profile()).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            name,    events
            Linux,   1
            FreeBSD, 2
            OWN,     2
            """)
    void ifdefKeepsWhatIsForADefinedName(String name, int events) throws ScriptException {
        String text = "--define=OWN=1\n#ifdef " + name + "\n0 f() = \"...\"\n#endif\n1 f() = 0";
        assertThat(ScriptParser.parse("x", text, Map.of("FreeBSD", "")).events())
                .hasSize(events);
    }

    @Test
    void whatIsNotDefinedIsNotEvenCutIntoWords() throws ScriptException {
        assertThat(parse("#ifdef NO\n\" ` /* %{ #ifdef\n#endif\n1 f() = 0")
                        .events()
                        .getFirst()
                        .line())
                .isEqualTo(4);
    }

    @Test
    void commentsAndLineEndsOfAnySystemAreSkipped() throws ScriptException {
        Script script = parse("/**/0 f(/* a\n */1, // b\r\n 2) = 0\r\n// c **/");
        assertThat(NotationWriter.event(script.events().getFirst())).isEqualTo("0 f(1, 2) = 0");
    }

    @Test
    void addressesAreNotMistakenForSequenceNumbers() throws ScriptException {
        Script script = parse("--local_ip=::\n0 > . 1:11(10) ack 1 <nop,nop,sack 1:2 3:1>");
        assertThat(NotationWriter.event(script.events().getFirst()))
                .isEqualTo("0 > . 1:11(10) ack 1 <nop,nop,sack 1:2 3:1>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', useHeadersInDisplayName = true, textBlock = """
            packet ; type ; code ; mtu ; id
            icmp unreachable ; unreachable ; ; -1 ; 0
            icmp unreachable host_unreachable [1:1(0)] ; unreachable ; host_unreachable ; -1 ; 0
            icmp unreachable frag_needed mtu 0 [5:6(1)!] ; unreachable ; frag_needed ; 0 ; 0
            icmp packet_too_big mtu 1280 [...(9)] ; packet_too_big ; ; 1280 ; 0
            icmp time_exceeded exceeded_hop_limit ; time_exceeded ; exceeded_hop_limit ; -1 ; 0
            icmp type_255 code_255 mtu 9 ; type_255 ; code_255 ; 9 ; 0
            icmp echo_request id 65535 ; echo_request ; ; -1 ; 65535
            """)
    void icmpMessageIsRead(String packet, String type, String code, int mtu, int id) throws ScriptException {
        IcmpPacket read =
                (IcmpPacket) parse("0 < " + packet).events().getFirst().action();
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.code()).isEqualTo(code);
        assertThat(read.mtu()).isEqualTo(mtu);
        assertThat(read.echoId()).isEqualTo(id);
        assertThat(NotationWriter.action(read)).isEqualTo("< " + packet);
    }

    private static Script parse(String text) throws ScriptException {
        return ScriptParser.parse("x", text, Map.of());
    }
}
