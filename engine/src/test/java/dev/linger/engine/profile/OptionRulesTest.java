package dev.linger.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.World;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What setsockopt() refuses.
class OptionRulesTest {
    /// R the RFC, 6 linux, 4 linux-4.10, 3 linux-3.6, F FreeBSD, M macos, N windows-10, O windows-2000 and 2003.
    private static final String SYSTEMS = """
            option                  | systems
            SO_REUSEADDR            | R643FMNO
            SO_REUSEPORT            | R64FM
            SO_EXCLUSIVEADDRUSE     | NO
            SO_KEEPALIVE            | R643FMNO
            SO_LINGER               | R643FMNO
            SO_SNDBUF               | R643FMNO
            SO_RCVBUF               | R643FMNO
            IPV6_V6ONLY             | R643FMN
            IP_BIND_ADDRESS_NO_PORT | 64
            IP_LOCAL_PORT_RANGE     | 6
            TCP_NODELAY             | R643FMNO
            TCP_CORK                | 643
            TCP_QUICKACK            | 643
            TCP_MAXSEG              | R643FM
            TCP_KEEPIDLE            | R643FMN
            TCP_KEEPINTVL           | R643FMN
            TCP_KEEPCNT             | R643FMN
            TCP_LINGER2             | 643
            TCP_USER_TIMEOUT        | R643
            TCP_NOTIMEWAIT          | M
            TCP_RXT_FINDROP         | M
            O_NONBLOCK              | R643FMNO
            """;

    private static char letter(Profile profile) {
        return switch (profile.name()) {
            case "rfc-9293" -> 'R';
            case "linux" -> '6';
            case "linux-4.10" -> '4';
            case "linux-3.6" -> '3';
            case "freebsd-13", "freebsd-14" -> 'F';
            case "macos" -> 'M';
            case "windows-10" -> 'N';
            default -> 'O';
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = SYSTEMS)
    void aSystemRefusesOptionsThatItDoesNotHave(SocketOption option, String systems) {
        for (Profile profile : Profiles.all()) {
            World world = new World(profile);
            boolean has = systems.indexOf(letter(profile)) >= 0;
            // A value that every option takes.
            assertThat(world.engine.setOption(world.engine.socket(), option, 100))
                    .as(profile.name())
                    .isEqualTo(has ? Errno.OK : Errno.ENOPROTOOPT);
        }
    }

    @Test
    void everyOptionHasItsRow() {
        Set<String> rows = new TreeSet<>();
        SYSTEMS.lines().skip(1).forEach(line -> rows.add(line.split(" *\\|", -1)[0]));
        List<String> options =
                Arrays.stream(SocketOption.values()).map(SocketOption::name).toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(options);
    }

    /// Measured on Linux 6.18.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            option                  | value       | answer
            SO_REUSEADDR            | -2147483648 | OK
            SO_REUSEADDR            | 2           | OK
            SO_REUSEADDR            | 2147483647  | OK
            SO_REUSEADDR            | 2147483648  | EINVAL
            IP_BIND_ADDRESS_NO_PORT | -1          | OK
            SO_SNDBUF               | -1          | OK
            SO_SNDBUF               | 0           | OK
            SO_RCVBUF               | 2147483647  | OK
            SO_LINGER               | 65536       | OK
            TCP_MAXSEG              | -1          | EINVAL
            TCP_MAXSEG              | 0           | OK
            TCP_MAXSEG              | 1           | EINVAL
            TCP_MAXSEG              | 87          | EINVAL
            TCP_MAXSEG              | 88          | OK
            TCP_MAXSEG              | 32767       | OK
            TCP_MAXSEG              | 32768       | EINVAL
            TCP_KEEPIDLE            | 0           | EINVAL
            TCP_KEEPIDLE            | 1           | OK
            TCP_KEEPIDLE            | 32767       | OK
            TCP_KEEPIDLE            | 32768       | EINVAL
            TCP_KEEPINTVL           | 0           | EINVAL
            TCP_KEEPINTVL           | 32767       | OK
            TCP_KEEPINTVL           | 32768       | EINVAL
            TCP_KEEPCNT             | 0           | EINVAL
            TCP_KEEPCNT             | 127         | OK
            TCP_KEEPCNT             | 128         | EINVAL
            TCP_LINGER2             | -2147483648 | OK
            TCP_LINGER2             | 2147483647  | OK
            TCP_USER_TIMEOUT        | -1          | EINVAL
            TCP_USER_TIMEOUT        | 0           | OK
            TCP_USER_TIMEOUT        | 2147483647  | OK
            TCP_USER_TIMEOUT        | 2147483648  | EINVAL
            """)
    void linuxRefusesValuesOutOfRange(SocketOption option, long value, Errno answer) {
        World world = new World(Profiles.LINUX);
        assertThat(world.engine.setOption(world.engine.socket(), option, value)).isEqualTo(answer);
    }

    /// 0 is the system's bound. Measured on Linux 6.18.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            low   | high  | answer
            0     | 0     | OK
            1     | 0     | OK
            65535 | 0     | OK
            0     | 1     | OK
            80    | 80    | OK
            80    | 81    | OK
            81    | 80    | EINVAL
            65535 | 65534 | EINVAL
            65535 | 65535 | OK
            """)
    void aPortRangeDoesNotRunBackwards(long low, long high, Errno answer) {
        World world = new World(Profiles.LINUX);
        long value = high << 16 | low;
        assertThat(world.engine.setOption(world.engine.socket(), SocketOption.IP_LOCAL_PORT_RANGE, value))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource(names = {"SO_SNDBUF", "SO_RCVBUF"})
    void aBufferWithoutRoomIsRefusedElsewhere(SocketOption option) {
        World world = new World(Profiles.FREEBSD_14);
        int socket = world.engine.socket();
        assertThat(world.engine.setOption(socket, option, 0)).isEqualTo(Errno.EINVAL);
        assertThat(world.engine.setOption(socket, option, 1)).isEqualTo(Errno.OK);
    }
}
