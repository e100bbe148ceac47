package dev.linger.engine.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Dialogue;
import dev.linger.engine.HostVisitor;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.ClosingRules;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long FIN_WAIT_2 lasts when the peer's FIN does not come, and what ends it.
class FinWait2Test {
    private static final String FIN_TIMEOUT = "closing.finWait2Millis";

    /// Measured: 70 s lasts 20.3 s. Beyond 60 s the connection stays whole for what is beyond, and then is a row for as
    /// long again; TW and TWKilled count the row.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            tcp_fin_timeout s | lasts ms | row at once | TW | TWKilled
            0                 | 714      | yes         | 0  | 1
            3                 | 3000     | yes         | 0  | 1
            4                 | 4000     | yes         | 0  | 1
            5                 | 5000     | yes         | 1  | 0
            59                | 59000    | yes         | 1  | 0
            60                | 60000    | yes         | 1  | 0
            61                | 2000     | no          | 0  | 1
            64                | 8000     | no          | 0  | 1
            65                | 10000    | no          | 1  | 0
            70                | 20000    | no          | 1  | 0
            90                | 60000    | no          | 1  | 0
            120               | 120000   | no          | 1  | 0
            200               | 280000   | no          | 1  | 0
            860               | 1600000  | no          | 1  | 0
            """)
    void finTimeoutOnLinux(long seconds, long lastsMillis, String rowAtOnce, int made, int madeShort) {
        Dialogue dialogue = orphan(RecordPath.copy(Profiles.LINUX, FIN_TIMEOUT, seconds * 1_000), 0);
        boolean row = rowAtOnce.equals("yes");
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(row ? 1 : 0);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isEqualTo(row ? 0 : 1);
        assertThat(lasts(dialogue)).isEqualTo(lastsMillis);
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.world.engine.count(Counter.TIME_WAIT_MADE)).isEqualTo(made);
        assertThat(dialogue.world.engine.count(Counter.TIME_WAIT_SHORT)).isEqualTo(madeShort);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isZero();
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile   | tcp_fin_timeout s | TCP_LINGER2 s | lasts ms
            linux     | 60                | 0             | 60000
            linux     | 60                | 1             | 1000
            linux     | 60                | 30            | 30000
            linux     | 60                | 60            | 60000
            linux     | 60                | 61            | 2000
            linux     | 60                | 90            | 60000
            linux     | 60                | 120           | 120000
            linux     | 60                | 121           | 120000
            linux     | 60                | 100000        | 120000
            linux     | 20                | 21            | 21000
            linux     | 20                | 0             | 20000
            linux-3.6 | 60                | 0             | 60000
            linux-3.6 | 60                | 30            | 30000
            linux-3.6 | 60                | 60            | 60000
            linux-3.6 | 60                | 61            | 60000
            linux-3.6 | 60                | 120           | 60000
            linux-3.6 | 20                | 20            | 20000
            linux-3.6 | 20                | 21            | 20000
            """)
    void linger2OnLinux(String profile, long seconds, int linger2Seconds, long lastsMillis) {
        Profile changed = RecordPath.copy(Profiles.named(profile), FIN_TIMEOUT, seconds * 1_000);
        assertThat(lasts(orphan(changed, linger2Seconds))).isEqualTo(lastsMillis);
    }

    /// The peer's segments take 500 ms, which makes the time-out a second or more.
    @ParameterizedTest
    @CsvSource({"1, 0", "61, 1000", "62, 2000"})
    void noRowIsShorterThanThreeAndAHalfTimeOuts(long seconds, long wholeMillis) {
        Dialogue dialogue = new Dialogue(RecordPath.copy(Profiles.LINUX, FIN_TIMEOUT, seconds * 1_000));
        dialogue.listens().hears("S 0:0(0)");
        dialogue.says();
        dialogue.passMillis(500);
        dialogue.hears(". 1:1(0) ack 1");
        dialogue.socket = dialogue.world.engine.accept(dialogue.listener);
        dialogue.shutdownWrite();
        dialogue.passMillis(500);
        dialogue.hears(". 1:1(0) ack 2");
        long rtoMillis = rtoMillis(dialogue);
        assertThat(rtoMillis).isGreaterThanOrEqualTo(1_000);
        dialogue.says();
        dialogue.close();
        assertThat(lasts(dialogue)).isEqualTo(wholeMillis + rtoMillis * 7 / 2);
    }

    /// How the other systems end it, and after how long; the peer is silent, or sends an empty segment at 100 s.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | peer         | lasts ms | last
            freebsd-13   | silent       | 600000   |
            freebsd-13   | acks at 100s | 750000   |
            freebsd-14   | silent       | 600000   |
            macos        | silent       | 60000    | R. 2:2(0) ack 1
            windows-2000 | silent       | 120000   |
            windows-2003 | silent       | 120000   |
            windows-2003 | acks at 100s | 120000   |
            windows-10   | silent       | 120000   |
            rfc-9293     | silent       | 0        |
            """)
    void otherSystemsEndItSo(String profile, String peer, long lastsMillis, String last) {
        Dialogue dialogue = orphan(Profiles.named(profile), 0);
        long begun = dialogue.world.now;
        if (!peer.equals("silent")) {
            dialogue.passMillis(100_000);
            dialogue.hears(". 1:1(0) ack 2");
        }
        if (lastsMillis == 0) {
            assertThat(dialogue.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
        } else {
            lasts(dialogue);
            assertThat((dialogue.world.now - begun) / World.MILLI).isEqualTo(lastsMillis);
        }
        assertThat(dialogue.says()).isEqualTo(last == null ? "" : last);
    }

    /// net.inet.tcp.fast_finwait2_recycle: 60 s, whatever came in between.
    @ParameterizedTest
    @CsvSource({"silent", "acks"})
    void freeBsdMayRecycleFast(String peer) {
        Profile fast = RecordPath.copy(
                RecordPath.copy(Profiles.FREEBSD_13, "closing.finWait2", ClosingRules.FinWait2.SILENT),
                FIN_TIMEOUT,
                60_000L);
        Dialogue dialogue = orphan(fast, 0);
        dialogue.passMillis(50_000);
        if (peer.equals("acks")) {
            dialogue.hears(". 1:1(0) ack 2");
        }
        assertThat(lasts(dialogue)).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource({"linux", "linux-3.6", "freebsd-13", "freebsd-14", "macos", "windows-10", "rfc-9293"})
    void aProgramThatHoldsTheSocketWaitsForEver(String profile) {
        Dialogue dialogue = new Dialogue(Profiles.named(profile)).reaches(TcpState.FIN_WAIT_2);
        assertThat(dialogue.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    @ParameterizedTest
    @CsvSource({"windows-2000", "windows-2003"})
    void oldWindowsEndsItForAProgramToo(String profile) {
        Dialogue dialogue = new Dialogue(Profiles.named(profile)).reaches(TcpState.FIN_WAIT_2);
        dialogue.with(SocketOption.SO_KEEPALIVE, 1);
        assertThat(lasts(dialogue)).isEqualTo(300_000);
        assertThat(dialogue.events()).containsExactly(SocketEvent.FAILED);
        assertThat(dialogue.error()).isEqualTo(Errno.ETIMEDOUT);
    }

    @Test
    void aFinInTimeLeadsToTimeWaitOnOldWindows() {
        Dialogue dialogue = new Dialogue(Profiles.WINDOWS_2003).reaches(TcpState.FIN_WAIT_2);
        dialogue.passMillis(299_999);
        dialogue.hears("F. 1:1(0) ack 2");
        dialogue.passMillis(1);
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    /// Just before and just after the end: a FIN in time leads to a whole TIME_WAIT, a late one to a reset.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | lasts ms | hold ms
            linux      | 60000    | 60000
            freebsd-13 | 600000   | 60000
            freebsd-14 | 600000   | 60000
            macos      | 60000    | 30000
            windows-10 | 120000   | 120000
            rfc-9293   | 10000000 | 240000
            """)
    void aFinInTimeLeadsToAWholeTimeWait(String profile, long lastsMillis, long holdMillis) {
        Dialogue dialogue = orphan(Profiles.named(profile), 0);
        dialogue.passMillis(lastsMillis - 1);
        dialogue.hears("F. 1:1(0) ack 2");
        assertThat(dialogue.says()).isEqualTo(". 2:2(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(lasts(dialogue)).isEqualTo(holdMillis);
    }

    @ParameterizedTest
    @CsvSource({"linux, 60000", "freebsd-13, 600000", "macos, 60000", "windows-10, 120000"})
    void aLateFinIsReset(String profile, long lastsMillis) {
        Dialogue dialogue = orphan(Profiles.named(profile), 0);
        dialogue.passMillis(lastsMillis);
        dialogue.says();
        dialogue.hears("F. 1:1(0) ack 2");
        assertThat(dialogue.says()).isEqualTo("R 2:2(0)");
    }

    /// What comes with the acknowledgment of an orphan's FIN.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | linger2 | comes                | wire           | then       | counted
            linux      | 0       | . 1:1(0) ack 2       |                | FIN_WAIT_2 | 0
            linux      | 0       | F. 1:1(0) ack 2      | . 2:2(0) ack 2 | TIME_WAIT  | 0
            linux      | 0       | P. 1:11(10) ack 2    | R 2:2(0)       | CLOSED     | 1
            linux      | 0       | FP. 1:11(10) ack 2   | R 2:2(0)       | CLOSED     | 1
            linux      | 0       | F. 11:11(0) ack 2    | R 2:2(0)       | CLOSED     | 1
            linux      | -1      | . 1:1(0) ack 2       | R 2:2(0)       | CLOSED     | 1
            linux      | -1      | F. 1:1(0) ack 2      | R 2:2(0)       | CLOSED     | 1
            linux-3.6  | -1      | . 1:1(0) ack 2       | R 2:2(0)       | CLOSED     | 1
            freebsd-13 | 0       | F. 1:1(0) ack 2      | . 2:2(0) ack 2 | TIME_WAIT  | 0
            freebsd-13 | 0       | P. 1:11(10) ack 2    | R 2:2(0)       | CLOSED     | 1
            macos      | 0       | P. 1:11(10) ack 2    | R 2:2(0)       | CLOSED     | 1
            windows-10 | 0       | P. 1:11(10) ack 2    | R 2:2(0)       | CLOSED     | 1
            rfc-9293   | 0       | P. 1:11(10) ack 2    | R 2:2(0)       | CLOSED     | 1
            rfc-9293   | 0       | F. 11:11(0) ack 2    | . 2:2(0) ack 1 | FIN_WAIT_2 | 0
            """)
    void whatComesWithTheAcknowledgment(
            String profile, int linger2, String comes, String wire, TcpState then, int counted) {
        Dialogue dialogue = accepted(Profiles.named(profile), linger2);
        dialogue.close();
        dialogue.says();
        dialogue.hears(comes);
        assertThat(dialogue.says()).isEqualTo(wire == null ? "" : wire);
        assertThat(dialogue.state()).isEqualTo(then);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_DATA)).isEqualTo(counted);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN))
                .isEqualTo(then == TcpState.FIN_WAIT_2 && !profile.equals("linux") ? 1 : 0);
    }

    /// Text for an orphan in FIN_WAIT_2, which Linux keeps as a row or, beyond 60 s, whole.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | fin timeout ms | comes             | wire           | then       | counted
            linux      | 60000          | P. 1:11(10) ack 2 | R 2:2(0)       | CLOSED     | 0
            linux      | 90000          | P. 1:11(10) ack 2 | R 2:2(0)       | CLOSED     | 1
            linux      | 90000          | F. 5:5(0) ack 2   | R 2:2(0)       | CLOSED     | 1
            linux      | 90000          | F. 1:1(0) ack 2   | . 2:2(0) ack 2 | TIME_WAIT  | 0
            freebsd-13 | 600000         | P. 1:11(10) ack 2 | R 2:2(0)       | CLOSED     | 1
            freebsd-14 | 600000         | F. 1:1(0) ack 2   | . 2:2(0) ack 2 | TIME_WAIT  | 0
            macos      | 60000          | P. 1:11(10) ack 2 | R 2:2(0)       | CLOSED     | 1
            windows-10 | 120000         | P. 1:11(10) ack 2 | R 2:2(0)       | CLOSED     | 1
            """)
    void textForAnOrphanIsReset(
            String profile, long finTimeoutMillis, String comes, String wire, TcpState then, int counted) {
        Dialogue dialogue = orphan(RecordPath.copy(Profiles.named(profile), FIN_TIMEOUT, finTimeoutMillis), 0);
        dialogue.hears(comes);
        assertThat(dialogue.says()).isEqualTo(wire);
        assertThat(dialogue.state()).isEqualTo(then);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_DATA)).isEqualTo(counted);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
    }

    /// net/ipv4/tcp_timer.c:tcp_keepalive_timer: nothing is left of it, so the peer is told.
    @Test
    void aTimeoutThatWasLoweredMeanwhileEndsInAReset() {
        Dialogue dialogue = orphan(RecordPath.copy(Profiles.LINUX, FIN_TIMEOUT, 90_000L), 0);
        dialogue.world.engine.setProfile(RecordPath.copy(Profiles.LINUX, FIN_TIMEOUT, 60_000L));
        assertThat(lasts(dialogue)).isEqualTo(30_000);
        assertThat(dialogue.says()).isEqualTo("R. 2:2(0) ack 1");
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_TIMEOUT)).isZero();
        assertThat(dialogue.world.engine.count(Counter.OUT_RSTS)).isEqualTo(1);
    }

    // --- net.ipv4.tcp_max_tw_buckets, net.inet.tcp.maxtcptw ----------------------------------------------------------

    @Test
    void theThirdOrphanIsDroppedWhenItsFinIsAcknowledged() {
        Dialogue first = orphan(limited(Profiles.LINUX, 2), 0);
        Dialogue second = orphanBeside(first, 40_001);
        Dialogue third = first.beside(40_002).accepted();
        third.close();
        third.says();
        third.hears(". 1:1(0) ack 2");
        assertThat(third.says()).isEmpty();
        assertThat(third.state()).isEqualTo(TcpState.CLOSED);
        assertThat(third.world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isEqualTo(1);
        third.hears("F. 1:1(0) ack 2");
        assertThat(third.says()).isEqualTo("R 2:2(0)");
        assertThat(first.state()).isEqualTo(TcpState.FIN_WAIT_2);
        assertThat(second.state()).isEqualTo(TcpState.FIN_WAIT_2);
        assertThat(third.world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(2);
        assertThat(third.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
    }

    @Test
    void aFinThatComesWithTheAcknowledgmentIsAcknowledgedBeforeTheDrop() {
        Dialogue dialogue = new Dialogue(limited(Profiles.LINUX, 0)).accepted();
        dialogue.close();
        dialogue.says();
        dialogue.hears("F. 1:1(0) ack 2");
        assertThat(dialogue.says()).isEqualTo(". 2:2(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isEqualTo(1);
        dialogue.hears("F. 1:1(0) ack 2");
        assertThat(dialogue.says()).isEqualTo("R 2:2(0)");
    }

    @Test
    void aRowThatBecomesTimeWaitIsNoneTooMany() {
        Dialogue dialogue = orphan(limited(Profiles.LINUX, 1), 0);
        dialogue.hears("F. 1:1(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(dialogue.world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isZero();
    }

    @Test
    void freeBsd13GivesUpTheOldestInstead() {
        Dialogue first = new Dialogue(limited(Profiles.FREEBSD_13, 2)).reaches(TcpState.TIME_WAIT);
        Dialogue second = first.beside(40_001).reaches(TcpState.TIME_WAIT);
        Dialogue third = first.beside(40_002).reaches(TcpState.TIME_WAIT);
        assertThat(first.state()).isEqualTo(TcpState.CLOSED);
        assertThat(second.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(third.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(first.world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isZero();
    }

    private static Profile limited(Profile profile, int rows) {
        return RecordPath.copy(profile, "timeWait.overflow.limit", rows);
    }

    /// An orphan whose FIN was acknowledged just now.
    private static Dialogue orphan(Profile profile, int linger2Seconds) {
        return closed(accepted(profile, linger2Seconds));
    }

    /// A socket that keeps the system's time, 0, or has another one, where there is the option.
    private static Dialogue accepted(Profile profile, int linger2Seconds) {
        Dialogue dialogue = new Dialogue(profile).accepted();
        return linger2Seconds == 0 ? dialogue : dialogue.with(SocketOption.TCP_LINGER2, linger2Seconds);
    }

    private static Dialogue orphanBeside(Dialogue other, int remotePort) {
        return closed(other.beside(remotePort).accepted());
    }

    private static Dialogue closed(Dialogue dialogue) {
        dialogue.close();
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 2");
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        return dialogue;
    }

    /// Milliseconds until the state ends.
    private static long lasts(Dialogue dialogue) {
        return (long) dialogue.passUntilHeard(10_000_000);
    }

    private static long rtoMillis(Dialogue dialogue) {
        long[] micros = new long[1];
        dialogue.world.engine.visit(new HostVisitor() {
            @Override
            public void socket(SocketSight socket) {
                micros[0] = socket.remotePort() == 40_000 ? socket.rtoMicros() : micros[0];
            }
        });
        return micros[0] / 1_000;
    }
}
