package dev.linger.script.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// getsockopt() and setsockopt() as scripts write them.
class OptionCallsTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            level,       option,                  at first, set, then
            SOL_SOCKET,  SO_REUSEADDR,            0,        7,   1
            SOL_SOCKET,  SO_REUSEPORT,            0,        1,   1
            SOL_SOCKET,  SO_KEEPALIVE,            0,        1,   1
            SOL_SOCKET,  SO_SNDBUF,               '...',    3000,    6000
            SOL_SOCKET,  SO_SNDBUF,               '...',    1,       4608
            SOL_SOCKET,  SO_SNDBUF,               '...',    1000000, 425984
            SOL_SOCKET,  SO_RCVBUF,               '...',    3000,    6000
            SOL_SOCKET,  SO_RCVBUF,               '...',    1,       2304
            SOL_TCP,     TCP_NODELAY,             0,        1,   1
            SOL_TCP,     TCP_CORK,                0,        1,   1
            SOL_TCP,     TCP_QUICKACK,            1,        0,   0
            SOL_TCP,     TCP_MAXSEG,              536,      1000, 1000
            SOL_TCP,     TCP_KEEPIDLE,            7200,     60,  60
            IPPROTO_TCP, TCP_KEEPINTVL,           75,       5,   5
            SOL_TCP,     TCP_KEEPCNT,             9,        3,   3
            SOL_TCP,     TCP_LINGER2,             60,       30,  30
            SOL_TCP,     TCP_LINGER2,             60,       -5,  -1
            SOL_TCP,     TCP_USER_TIMEOUT,        0,        3000, 3000
            SOL_IP,      IP_BIND_ADDRESS_NO_PORT, 0,        1,   1
            SOL_IP,      IP_LOCAL_PORT_RANGE,     0,        0x9c419c40, 0x9c419c40
            SOL_SOCKET,  SO_PRIORITY,             0,        5,   5
            SOL_IP,      IP_TOS,                  0,        16,  16
            """)
    void whatIsSetIsShown(String level, String option, String first, String set, String then) throws CallException {
        new Bench().run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                getsockopt(3, LEVEL, OPTION, [FIRST], [4]) = 0
                setsockopt(3, LEVEL, OPTION, [SET], 4) = 0
                getsockopt(3, LEVEL, OPTION, [THEN], [4]) = 0
                """.replace("LEVEL", level)
                .replace("OPTION", option)
                .replace("FIRST", first)
                .replace("SET", set)
                .replace("THEN", then));
    }

    @Test
    void lingerHasTwoParts() throws CallException {
        Bench bench = new Bench();
        bench.run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                getsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=0, linger=0}, [8]) = 0
                setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=5}, 8) = 0
                getsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=5}, [8]) = 0
                """);
        assertThat(bench.problem("getsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=0, linger=0}, [8]) = 0"))
                .isEqualTo("getsockopt: SO_LINGER: expected {onoff=0}, got {onoff=1, linger=5}");
    }

    @Test
    void theErrorIsShownOnceByItsName() throws CallException {
        Bench bench = new Bench();
        bench.run("""
                socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
                connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
                getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0
                getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0
                getsockopt(3, SOL_SOCKET, SO_TYPE, [SOCK_STREAM], [4]) = 0
                getsockopt(3, SOL_SOCKET, SO_ACCEPTCONN, [0], [4]) = 0
                connect(3, ..., ...) = -1 ECONNABORTED (it was asked for)
                connect(3, ..., ...) = -1 EINPROGRESS (again)
                """);
        assertThat(bench.problem("getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0"))
                .isEqualTo("getsockopt: SO_ERROR: expected [0], got [ECONNREFUSED]");
    }

    @Test
    void anOptionWithoutEffectIsNoted() throws CallException {
        Bench bench = new Bench();
        bench.run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                setsockopt(3, SOL_SOCKET, SO_PRIORITY, [5], 4) = 0
                setsockopt(3, SOL_TCP, TCP_CONGESTION, "reno", 4) = 0
                setsockopt(3, SOL_TCP, TCP_NODELAY, [1], 4) = 0
                """);
        assertThat(bench.notes).containsExactly("SO_PRIORITY has no effect", "TCP_CONGESTION has no effect");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, textBlock = """
            call ~ problem
            setsockopt(3, SOL_TCP, TCP_FASTOPEN, [5], 4) = 0 ~ setsockopt: option TCP_FASTOPEN is not supported
            setsockopt(3, SOL_TCP, TCP_MD5SIG, [5], 4) = 0 ~ setsockopt: option TCP_MD5SIG is not supported
            setsockopt(3, SOL_TCP, TCP_REPAIR, [1], 4) = 0 ~ setsockopt: option TCP_REPAIR is not supported
            setsockopt(3, SOL_SOCKET, SO_ZEROCOPY, [1], 4) = 0 ~ setsockopt: option SO_ZEROCOPY is not supported
            setsockopt(3, SOL_SOCKET, 99, [1], 4) = 0 ~ setsockopt: option 99 is not supported
            setsockopt(3, SOL_TCP, TCP_KEEPCNT, [0], 4) = 0 ~ setsockopt: expected 0, got -1 (EINVAL)
            setsockopt(3, SOL_TCP, TCP_KEEPCNT, [128], 4) = 0 ~ setsockopt: expected 0, got -1 (EINVAL)
            setsockopt(3, SOL_TCP, TCP_NODELAY, [1], 3) = 0 ~ setsockopt: expected 0, got -1 (EINVAL)
            setsockopt(3, SOL_SOCKET, SO_ERROR, [1], 4) = 0 ~ setsockopt: expected 0, got -1 (ENOPROTOOPT)
            setsockopt(3, SOL_SOCKET, SO_LINGER, [1], 8) = 0 ~ setsockopt: argument 4 has to be a structure with fields
            getsockopt(3, SOL_TCP, TCP_NODELAY, [1], [4]) = 0 ~ getsockopt: TCP_NODELAY: expected [1], got [0]
            getsockopt(3, SOL_TCP, TCP_NODELAY, [0], [2]) = 0 ~ getsockopt: expected a length of [2], got [4]
            """)
    void whatIsRefusedOrDiffersIsNamed(String call, String problem) throws CallException {
        Bench bench = new Bench();
        bench.run("socket(..., SOCK_STREAM, IPPROTO_TCP) = 3");
        assertThat(bench.problem(call)).isEqualTo(problem);
    }

    @Test
    void aTimeoutMakesACallGiveUp() throws CallException {
        Bench bench = new Bench().accepted();
        bench.run("setsockopt(4, SOL_SOCKET, SO_RCVTIMEO, {tv_sec=1, tv_usec=500000}, 16) = 0");
        assertThat(bench.begin("read(4, ..., 1) = -1").isDone()).isFalse();
        assertThat(bench.waitsUntil()).isEqualTo(bench.now + 1_500_000_000L);
    }
}
