package dev.linger.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each system does out of the box, as the collected facts about systems have it on one page.
class ProfileMatrixTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            quantity                     | rfc-9293           | linux
            TIME_WAIT                    | 240 s              | 60 s
            too many in TIME_WAIT        | no limit           | above 131072 none is made
            RST in TIME_WAIT             | ends it at RCV.NXT | ends it at RCV.NXT
            SYN that reopens             | RFC 6191           | newer sequence or timestamp
            other SYN                    | silence            | ACK, 1 in 0.5 s
            ISN of what is reopened      | above all used     | old + 65537
            FIN again                    | ACK, restart       | ACK, restart
            ACK in order                 | ignored            | silence, restart
            FIN_WAIT_2 after close()     | for ever           | 60 s
            FIN_WAIT_2 after shutdown()  | for ever           | for ever
            close() with unread text     | RST                | RST
            connect() over TIME_WAIT     | no                 | bound port; loopback after 1 s
            ephemeral ports              | 1024-65535 (64512) | 32768-60999 (28232)
            a port serves one connection | per destination    | per destination
            SYN again                    | 127 in 180 s       | 10 (4 linear)
            data, FIN given up after     | 100 s              | 924.6 s
            backlog at most              | 4096               | 4096
            SYN at a full queue          | silence            | silence
            last ACK at a full queue     | silence            | silence
            timestamp clock              | per four-tuple     | per four-tuple
            order of options             | mss,sackOK,TS,wscale | mss,sackOK,TS,wscale
            """)
    void theRfcAndLinux(String quantity, String rfc, String linux) {
        assertIn("rfc-9293", quantity, rfc);
        assertIn("linux", quantity, linux);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            quantity                     | linux-4.10                  | linux-3.6
            TIME_WAIT                    | 60 s                        | 60 s
            too many in TIME_WAIT        | above 131072 none is made   | above 131072 none is made
            RST in TIME_WAIT             | ends it at RCV.NXT          | ends it at RCV.NXT
            SYN that reopens             | newer sequence or timestamp | newer sequence or timestamp
            other SYN                    | ACK, 1 in 0.5 s             | ACK
            ISN of what is reopened      | old + 65537                 | old + 65537
            FIN again                    | ACK, restart                | ACK, restart
            ACK in order                 | silence, restart            | silence, restart
            FIN_WAIT_2 after close()     | 60 s                        | 60 s
            FIN_WAIT_2 after shutdown()  | for ever                    | for ever
            close() with unread text     | RST                         | RST
            connect() over TIME_WAIT     | bound port only             | bound port only
            ephemeral ports              | 32768-60999 (28232)         | 32768-61000 (28233)
            a port serves one connection | per destination             | per destination
            SYN again                    | 6                           | 5
            data, FIN given up after     | 924.6 s                     | 924.6 s
            backlog at most              | 128                         | 128
            SYN at a full queue          | silence                     | silence
            last ACK at a full queue     | silence                     | silence
            timestamp clock              | random                      | one clock
            order of options             | mss,sackOK,TS,wscale | mss,sackOK,TS,wscale
            """)
    void olderLinux(String quantity, String linux410, String linux36) {
        assertIn("linux-4.10", quantity, linux410);
        assertIn("linux-3.6", quantity, linux36);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            quantity                     | freebsd-13                | freebsd-14          | macos
            TIME_WAIT                    | 60 s                      | 60 s                | 30 s
            too many in TIME_WAIT        | above 27767 the oldest goes | no limit          | no limit
            RST in TIME_WAIT             | ignored                   | ignored             | ignored
            SYN that reopens             | newer sequence            | newer sequence      | beyond the window
            other SYN                    | silence                   | silence             | ACK, 10 in 1 s
            ISN of what is reopened      | ordinary                  | ordinary            | ordinary
            FIN again                    | ACK, restart              | ACK, restart        | ACK
            ACK in order                 | ignored                   | ignored             | ignored
            FIN_WAIT_2 after close()     | 600 s idle, silence       | 600 s idle, silence | 60 s, RST
            FIN_WAIT_2 after shutdown()  | for ever                  | for ever            | for ever
            close() with unread text     | FIN                       | FIN                 | RST
            connect() over TIME_WAIT     | no                        | no                  | no
            ephemeral ports              | 10000-65535 (55536)       | 10000-65535 (55536) | 49152-65535 (16384)
            a port serves one connection | per destination           | per destination     | per host
            SYN again                    | 12 in 75 s                | 12 in 75 s          | 12 (4 linear) in 75 s
            data, FIN given up after     | 12 times                  | 12 times            | 12 times
            backlog at most              | 128                       | 128                 | 128
            SYN at a full queue          | SYN-ACK                   | SYN-ACK             | silence
            last ACK at a full queue     | RST                       | RST                 | silence
            timestamp clock              | per four-tuple            | per four-tuple      | per four-tuple
            order of options             | mss,wscale,sackOK,TS | mss,wscale,sackOK,TS | mss,wscale,TS,sackOK
            """)
    void freeBsdAndMacos(String quantity, String freebsd13, String freebsd14, String macos) {
        assertIn("freebsd-13", quantity, freebsd13);
        assertIn("freebsd-14", quantity, freebsd14);
        assertIn("macos", quantity, macos);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            quantity                     | windows-2000     | windows-2003      | windows-10
            TIME_WAIT                    | 240 s            | 120 s, IPv6 240 s | 120 s
            too many in TIME_WAIT        | no limit         | no limit          | no limit
            RST in TIME_WAIT             | ends it          | ends it           | ignored
            SYN that reopens             | always           | always            | RFC 6191
            other SYN                    | silence          | silence           | silence
            ISN of what is reopened      | ordinary         | ordinary          | above all used
            FIN again                    | ACK, restart     | ACK, restart      | ACK, restart
            ACK in order                 | ignored          | ignored           | ignored
            FIN_WAIT_2 after close()     | 120 s, silence   | 120 s, silence    | 120 s, silence
            FIN_WAIT_2 after shutdown()  | 300 s            | 300 s             | for ever
            close() with unread text     | RST              | RST               | RST
            connect() over TIME_WAIT     | no               | no                | no
            ephemeral ports              | 1025-5000 (3976) | 1025-5000 (3976)  | 49152-65535 (16384)
            a port serves one connection | per own address  | per own address   | per own address
            SYN again                    | 2                | 2                 | 2
            data, FIN given up after     | 5 times          | 5 times           | 5 times
            backlog at most              | 200              | 200               | 200
            SYN at a full queue          | RST              | RST               | RST
            last ACK at a full queue     | RST              | RST               | RST
            timestamp clock              | not offered      | not offered       | not offered
            order of options             | mss,wscale,TS,sackOK | mss,wscale,TS,sackOK | mss,wscale,sackOK,TS
            """)
    void windows(String quantity, String windows2000, String windows2003, String windows10) {
        assertIn("windows-2000", quantity, windows2000);
        assertIn("windows-2003", quantity, windows2003);
        assertIn("windows-10", quantity, windows10);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile   | setting                        | value | quantity                 | becomes
            linux-3.6 | net.ipv4.tcp_tw_recycle        | 1     | TIME_WAIT                | 3.5 RTO, else 60 s
            linux-3.6 | net.ipv4.tcp_tw_reuse          | 1     | connect() over TIME_WAIT | bound port; after 1 to 2 s
            linux     | net.ipv4.tcp_tw_reuse          | 1     | connect() over TIME_WAIT | bound port; after 1 s
            linux     | net.ipv4.tcp_tw_reuse          | 0     | connect() over TIME_WAIT | bound port only
            linux     | net.ipv4.tcp_rfc1337           | 1     | RST in TIME_WAIT         | ignored
            linux     | net.ipv4.tcp_invalid_ratelimit | 0     | other SYN                | ACK
            linux     | net.ipv4.tcp_abort_on_overflow | 1     | last ACK at a full queue | RST
            linux     | net.ipv4.tcp_syn_retries       | 1     | SYN again                | 5 (4 linear)
            linux     | net.ipv4.tcp_timestamps        | 2     | timestamp clock          | one clock
            linux     | net.ipv4.tcp_timestamps        | 0     | timestamp clock          | not offered
            rfc-9293  | RFC6191                        | 0     | SYN that reopens         | never
            rfc-9293  | RFC6191                        | 0     | other SYN                | ACK
            rfc-9293  | MSL                            | 30    | TIME_WAIT                | 60 s
            """)
    void aSettingChangesWhatIsSaid(String profile, String setting, String value, String quantity, String expected) {
        Profile changed = ProfileSettings.set(Profiles.named(profile), setting, value);
        assertThat(quantity(quantity).in(changed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everythingIsSaidOfEveryProfile(Profile profile) {
        assertThat(ProfileQuantity.values())
                .allSatisfy(quantity ->
                        assertThat(quantity.in(profile)).isNotBlank().doesNotContain("|"));
    }

    static Stream<Profile> profiles() {
        return Profiles.all().stream();
    }

    @Test
    void profilesAreFoundByTheirNames() {
        assertThat(Profiles.all())
                .allSatisfy(
                        profile -> assertThat(Profiles.named(profile.name())).isSameAs(profile));
    }

    private static void assertIn(String profile, String quantity, String expected) {
        assertThat(quantity(quantity).in(Profiles.named(profile))).as(profile).isEqualTo(expected);
    }

    private static ProfileQuantity quantity(String words) {
        return Arrays.stream(ProfileQuantity.values())
                .filter(quantity -> quantity.words().equals(words))
                .findFirst()
                .orElseThrow();
    }
}
