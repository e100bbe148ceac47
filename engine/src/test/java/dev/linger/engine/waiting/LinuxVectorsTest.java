package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a waiting Linux answered to hand-made segments, measured on 6.18, through the whole engine: reply,
/// timer and counters. The wait of 60 s is ten seconds old when the segment comes, so an unchanged timer has
/// 50 s left.
class LinuxVectorsTest {
    private static final Profile LINUX = Profiles.LINUX;
    private static final Profile RFC_1337 = RecordPath.copy(LINUX, "timeWait.segments.onReset", OnReset.IGNORE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            row                    | flags | seq    | len | ts   | reply                   | timer     | counters
            ACK seq R ts T         | .     | R      | 0   | T    | silence                 | 60        | -
            ACK seq R ts T-10      | .     | R      | 0   | T-10 | ACK(S,R) ecr T          | 60        | PAWSTimewait+1
            ACK seq R-5            | .     | R-5    | 0   | T    | ACK(S,R) ecr T          | 60        | -
            ACK seq R+5            | .     | R+5    | 0   | T    | ACK(S,R) ecr T          | 60        | -
            FIN+ACK seq R-1 ts T   | F.    | R-1    | 0   | T    | ACK(S,R) ecr T          | 60        | -
            FIN+ACK seq R-1 ts T-1 | F.    | R-1    | 0   | T-1  | ACK(S,R) ecr T          | 60        | PAWSTimewait+1
            data R-100 len10       | P.    | R-100  | 10  | T    | ACK(S,R) ecr T          | 60        | -
            data R len10           | P.    | R      | 10  | T    | ACK(S,R) ecr T          | 60        | -
            flagless seq R         | -     | R      | 0   | T    | silence                 | 60        | -
            RST seq R no TS        | R     | R      | 0   |      | silence                 | gone      | -
            RST seq R ts T-10      | R     | R      | 0   | T-10 | silence                 | unchanged | PAWSTimewait+1
            RST seq R+1            | R     | R+1    | 0   |      | silence                 | unchanged | -
            SYN R+1000 ts T+10     | S     | R+1000 | 0   | T+10 | SYN-ACK(S+65537,R+1001) | gone      | PassiveOpens+1
            SYN R-1000 ts T+10     | S     | R-1000 | 0   | T+10 | SYN-ACK(S+65537,R-999)  | gone      | PassiveOpens+1
            SYN R+1 ts T           | S     | R+1    | 0   | T    | SYN-ACK(S+65537,R+2)    | gone      | PassiveOpens+1
            SYN R+1000 no TS       | S     | R+1000 | 0   |      | SYN-ACK(S+65537,R+1001) | gone      | PassiveOpens+1
            SYN R ts T             | S     | R      | 0   | T    | ACK(S,R) ecr T          | unchanged | -
            SYN R-1000 ts T        | S     | R-1000 | 0   | T    | ACK(S,R) ecr T          | unchanged | -
            SYN R-1000 no TS       | S     | R-1000 | 0   |      | ACK(S,R) ecr T          | unchanged | -
            SYN R+1000 ts T-1      | S     | R+1000 | 0   | T-1  | ACK(S,R) ecr T          | 60        | PAWSTimewait+1
            SYN+ACK R+1000 ts T+10 | S.    | R+1000 | 0   | T+10 | ACK(S,R) ecr T          | 60        | -
            """)
    void timeWaitAfterAConnectionWithTimestamps(
            String row,
            String flags,
            String seq,
            int length,
            @Nullable String ts,
            String reply,
            String timer,
            String counters) {
        expect(Waiting.timeWait(LINUX, true), flags, seq, length, ts, reply, timer, counters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            row                          | seq | ts  | reply                | timer     | counters
            SYN R+1                      | R+1 |     | SYN-ACK(S+65537,R+2) | gone      | PassiveOpens+1
            SYN R                        | R   |     | ACK(S,R)             | unchanged | -
            SYN R-1                      | R-1 |     | ACK(S,R)             | unchanged | -
            SYN R-1 with TS option       | R-1 | T+5 | ACK(S,R)             | unchanged | -
            """)
    void timeWaitAfterAConnectionWithoutTimestamps(
            String row, String seq, @Nullable String ts, String reply, String timer, String counters) {
        expect(Waiting.timeWait(LINUX, false), "S", seq, 0, ts, reply, timer, counters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            row                                   | flags | seq  | ts   | timer     | counters
            RST seq R rfc1337=1, alive            | R     | R    |      | unchanged | -
            RST seq R rfc1337=1, alive            | R.    | R    | T+1  | unchanged | -
            RST seq R ts T-10                     | R     | R    | T-10 | unchanged | PAWSTimewait+1
            RST seq R+1                           | R     | R+1  | T    | unchanged | -
            """)
    void withRfc1337NoResetEndsTheWait(
            String row, String flags, String seq, @Nullable String ts, String timer, String counters) {
        expect(Waiting.timeWait(RFC_1337, true), flags, seq, 0, ts, "silence", timer, counters);
    }

    /// "not touched since 5.10 (or earlier stable); re-armed in 3.6/4.19-era".
    @ParameterizedTest
    @CsvSource({"linux-3.6", "linux-4.10"})
    void onOldLinuxAnIgnoredResetRestartsTheWait(String profile) {
        Profile rfc1337 = RecordPath.copy(Profiles.named(profile), "timeWait.segments.onReset", OnReset.IGNORE);
        expect(Waiting.timeWait(rfc1337, true), "R", "R", 0, null, "silence", "60", "-");
    }

    /// T newer, E equal, O older, N no timestamp option; "seq>rcv_nxt: T ok, E ok, O refuse+rearm, N ok.
    /// seq==rcv_nxt: E refuse. seq<rcv_nxt: T ok, E refuse, N refuse". The rest follows from the rule that
    /// was read.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            seq    | T      | E      | O            | N
            R+1000 | ok     | ok     | refuse+rearm | ok
            R+1    | ok     | ok     | refuse+rearm | ok
            R      | ok     | refuse | refuse+rearm | refuse
            R-1    | ok     | refuse | refuse+rearm | refuse
            R-1000 | ok     | refuse | refuse+rearm | refuse
            """)
    void whichSynOpensANewConnection(String seq, String newer, String equal, String older, String none) {
        for (String profile : new String[] {"linux", "linux-3.6", "linux-4.10"}) {
            assertThat(fateOfSyn(profile, seq, "T+1")).as("T").isEqualTo(newer);
            assertThat(fateOfSyn(profile, seq, "T")).as("E").isEqualTo(equal);
            assertThat(fateOfSyn(profile, seq, "T-1")).as("O").isEqualTo(older);
            assertThat(fateOfSyn(profile, seq, null)).as("N").isEqualTo(none);
        }
    }

    private static String fateOfSyn(String profile, String seq, @Nullable String ts) {
        Waiting waiting = Waiting.timeWait(profile, true);
        waiting.arrives("S", seq, 0, ts);
        if (waiting.state() == TcpState.SYN_RECEIVED) {
            return "ok";
        }
        assertThat(waiting.reply()).isEqualTo("ACK(S,R) ecr T");
        return waiting.timer().equals("unchanged") ? "refuse" : "refuse+rearm";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            row                                   | flags | seq  | ts  | length | timer
            zero-length, seq == rcv_nxt           | .     | R    | T+3 | 0      | 60
            no flags at all                       | -     | R    | T+3 | 0      | 60
            pure ACK new seq                      | .     | R+5  | T+3 | 0      | 60
            dup FIN                               | F.    | R-1  | T+3 | 0      | 60
            old data                              | .     | R-20 | T+3 | 10     | 60
            SYN+ACK                               | S.    | R-1  | T+3 | 0      | 60
            without ACK flag, not at rcv_nxt      | -     | R-5  | T+3 | 0      | unchanged
            bare FIN, which needs ACK flag        | F     | R-1  | T+3 | 0      | unchanged
            data without ACK flag                 | P     | R    | T+3 | 10     | unchanged
            """)
    void whatRestartsTheWait(String row, String flags, String seq, String ts, int length, String timer) {
        Waiting waiting = Waiting.timeWait(LINUX, true);
        waiting.arrives(flags, seq, length, ts);
        assertThat(waiting.timer()).isEqualTo(timer);
        assertThat(waiting.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    @Test
    void onlyAnEmptySegmentAtRcvNxtMovesTheRememberedTimestamp() {
        Waiting waiting = Waiting.timeWait(LINUX, true);
        waiting.arrives("F.", "R-1", 0, "T+50");
        assertThat(waiting.reply()).isEqualTo("ACK(S,R) ecr T");
        waiting.arrives(".", "R", 0, "T+50");
        waiting.arrives("F.", "R-1", 0, "T+50");
        assertThat(waiting.reply()).isEqualTo("ACK(S,R) ecr T+50");
        waiting.arrives("S", "R+1000", 0, "T+49");
        assertThat(waiting.counters()).isEqualTo("PAWSTimewait+1");
    }

    /// "a client that keeps sending SYNs with *older* timestamps keeps a server TIME_WAIT alive forever; a
    /// client sending SYNs with old *sequence* and no TS does not".
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            seq    | ts   | alive after five minutes
            R+1000 | T-10 | true
            R-1000 |      | false
            """)
    void aClientThatRepeatsItsSyn(String seq, @Nullable String ts, boolean alive) {
        Waiting waiting = Waiting.timeWait(LINUX, true);
        for (int second = 0; second < 300 && waiting.state() == TcpState.TIME_WAIT; second++) {
            waiting.arrives("S", seq, 0, ts);
            waiting.world.pass(World.SECOND);
        }
        assertThat(waiting.state() == TcpState.TIME_WAIT).isEqualTo(alive);
    }

    @Test
    void anAcceptableSynWithoutAListenerIsAcknowledgedAndLeavesTheTimer() {
        Waiting waiting = Waiting.timeWait(LINUX, true);
        waiting.world.engine.close(waiting.listener, waiting.world.now, waiting.world);
        expect(waiting, "S", "R+1000", 0, "T+10", "ACK(S,R) ecr T", "unchanged", "-");
        expect(waiting, "S", "R+1000", 0, "T+10", "ACK(S,R) ecr T", "unchanged", "-");
    }

    @Test
    void anAcceptableSynThatFindsTheAcceptQueueFullTakesTheWaitingConnectionWithIt() {
        Waiting waiting = Waiting.timeWait(LINUX, true, 0);
        Peer other = new Peer(waiting.world, 80, 50_000);
        other.arrive(Flags.SYN, Peer.ISS, 0);
        other.ack = waiting.world.lastSent().end();
        other.arrive(Flags.ACK, Peer.ISS + 1, 0);
        expect(waiting, "S", "R+1000", 0, "T+10", "silence", "gone", "ListenOverflows+1 ListenDrops+1");
        assertThat(waiting.state()).isEqualTo(TcpState.CLOSED);
    }

    /// A SYN with FIN passes the waiting row's test and is dropped by the listener
    /// (net/ipv4/tcp_input.c:tcp_rcv_state_process).
    @Test
    void anAcceptableSynWithFinIsDroppedByTheListenerAndTheWaitingConnectionIsGone() {
        expect(Waiting.timeWait(LINUX, true), "FS", "R+1000", 0, "T+10", "silence", "gone", "-");
        expect(Waiting.timeWait(LINUX, true), "FS", "R-1000", 0, "T", "ACK(S,R) ecr T", "unchanged", "-");
    }

    @Test
    void reopeningByASynIsCountedNowhere() {
        Waiting waiting = Waiting.timeWait(LINUX, true);
        waiting.arrives("S", "R+1000", 0, "T+10");
        assertThat(waiting.state()).isEqualTo(TcpState.SYN_RECEIVED);
        assertThat(waiting.world.engine.count(Counter.TIME_WAIT_RECYCLED)).isZero();
        assertThat(waiting.world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isZero();
    }

    private static void expect(
            Waiting waiting,
            String flags,
            String seq,
            int length,
            @Nullable String ts,
            String reply,
            String timer,
            String counters) {
        waiting.arrives(flags, seq, length, ts);
        assertThat(waiting.reply()).as("reply").isEqualTo(reply);
        assertThat(waiting.timer()).as("timer").isEqualTo(timer);
        assertThat(waiting.counters()).as("counters").isEqualTo(counters);
    }
}
