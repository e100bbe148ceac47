package dev.linger.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.linux.kernel.Errno;
import dev.linger.linux.libc.SystemCallException;
import dev.linger.model.SocketState;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxHostTest {
    @ParameterizedTest
    @ValueSource(strings = {"Mac OS X", "Windows 11", "FreeBSD"})
    void anotherSystemIsNotSupported(String system) {
        assertThatThrownBy(() -> LinuxHost.requireLinux(system))
                .isInstanceOfSatisfying(
                        HostException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(HostException.Kind.NOT_SUPPORTED))
                .hasMessage("live observation needs Linux; this is " + system);
    }

    @Test
    void linuxIsSupported() {
        assertThatCode(() -> LinuxHost.requireLinux("Linux")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "1,   NOT_PERMITTED",
        "13,  NOT_PERMITTED",
        "2,   NOT_SUPPORTED",
        "38,  NOT_SUPPORTED",
        "93,  NOT_SUPPORTED",
        "95,  NOT_SUPPORTED",
        "24,  FAILED",
        "105, FAILED"
    })
    void aFailedCallIsOfTheKindThatItsErrnoSays(int errno, HostException.Kind kind) {
        HostException failure = HostException.of(new SystemCallException("socket", errno), "hint");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage("socket: " + Errno.name(errno) + " (" + errno + "): hint");
    }

    @Test
    void anErrnoWithoutANameIsShownAsItsNumber() {
        assertThat(Errno.name(9999)).isEqualTo("errno 9999");
    }

    @Test
    void aSelectionAsksForItsStatesOnly() {
        assertThat(SocketSelection.of(SocketState.TIME_WAIT, SocketState.LISTEN).kernelMask())
                .isEqualTo(1 << 6 | 1 << 10);
        assertThat(SocketSelection.of(EnumSet.allOf(SocketState.class)).kernelMask())
                .isEqualTo(SocketSelection.ALL.kernelMask());
    }
}
