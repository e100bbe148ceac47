package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rows of the matrix of systems, each for all ten profiles; Linux is measured, FreeBSD and macOS are by
/// reading.
///
/// Unconfirmed: everything about Windows 10, whose model is RFC 6191 for SYNs with RSTs ignored, and that
/// Windows 2003 does what KB 261218 says of Windows 2000.
class ProfileMatrixTest {
    /// "RST at rcv_nxt kills it".
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | kills it | in the window but not at rcv_nxt
            rfc-9293     | true     | ACK(S,R)
            linux        | true     | silence
            linux-3.6    | true     | silence
            linux-4.10   | true     | silence
            freebsd-13   | false    | silence
            freebsd-14   | false    | silence
            windows-2000 | true     | gone
            windows-2003 | true     | gone
            windows-10   | false    | silence
            macos        | false    | silence
            """)
    void resets(String profile, boolean kills, String inexact) {
        Waiting exact = Waiting.timeWait(profile, false);
        exact.arrives("R", "R", 0, null);
        assertThat(exact.reply()).isEqualTo("silence");
        assertThat(exact.timer()).isEqualTo(kills ? "gone" : "unchanged");
        Waiting later = Waiting.timeWait(profile, false);
        later.arrives("R", "R+1", 0, null);
        assertThat(later.timer().equals("gone") ? "gone" : later.reply()).isEqualTo(inexact);
    }

    /// "SYN accepted if" and "SYN not accepted =>", after a connection without timestamps; E is the right
    /// edge of the old window.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | R-1000  | R       | R+1     | E       | E+1
            rfc-9293     | silence | SYN-ACK | SYN-ACK | SYN-ACK | SYN-ACK
            linux        | ACK     | ACK     | SYN-ACK | SYN-ACK | SYN-ACK
            linux-3.6    | ACK     | ACK     | SYN-ACK | SYN-ACK | SYN-ACK
            linux-4.10   | ACK     | ACK     | SYN-ACK | SYN-ACK | SYN-ACK
            freebsd-13   | silence | silence | SYN-ACK | SYN-ACK | SYN-ACK
            freebsd-14   | silence | silence | SYN-ACK | SYN-ACK | SYN-ACK
            windows-2000 | SYN-ACK | SYN-ACK | SYN-ACK | SYN-ACK | SYN-ACK
            windows-2003 | SYN-ACK | SYN-ACK | SYN-ACK | SYN-ACK | SYN-ACK
            windows-10   | silence | SYN-ACK | SYN-ACK | SYN-ACK | SYN-ACK
            macos        | ACK     | ACK     | ACK     | ACK     | SYN-ACK
            """)
    void synsBySequence(String profile, String old, String atRcvNxt, String next, String edge, String beyond) {
        assertThat(answerToSyn(profile, false, "R-1000", null)).isEqualTo(old);
        assertThat(answerToSyn(profile, false, "R", null)).isEqualTo(atRcvNxt);
        assertThat(answerToSyn(profile, false, "R+1", null)).isEqualTo(next);
        assertThat(answerToSyn(profile, false, "E", null)).isEqualTo(edge);
        assertThat(answerToSyn(profile, false, "E+1", null)).isEqualTo(beyond);
    }

    /// "SYN accepted if", after a connection with timestamps. Windows has none unless it is told to.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | R-1000 newer | R-1000 equal | R+1000 older | R+1000 none
            rfc-9293     | SYN-ACK      | silence      | silence      | SYN-ACK
            linux        | SYN-ACK      | ACK          | ACK          | SYN-ACK
            linux-3.6    | SYN-ACK      | ACK          | ACK          | SYN-ACK
            linux-4.10   | SYN-ACK      | ACK          | ACK          | SYN-ACK
            freebsd-13   | silence      | silence      | SYN-ACK      | SYN-ACK
            freebsd-14   | silence      | silence      | SYN-ACK      | SYN-ACK
            macos        | ACK          | ACK          | silence      | ACK
            """)
    void synsByTimestamp(String profile, String newer, String equal, String older, String none) {
        assertThat(answerToSyn(profile, true, "R-1000", "T+1")).isEqualTo(newer);
        assertThat(answerToSyn(profile, true, "R-1000", "T")).isEqualTo(equal);
        assertThat(answerToSyn(profile, true, "R+1000", "T-1")).isEqualTo(older);
        assertThat(answerToSyn(profile, true, "R+1000", null)).isEqualTo(none);
    }

    private static String answerToSyn(String profile, boolean timestamps, String seq, @Nullable String ts) {
        Waiting waiting = Waiting.timeWait(profile, timestamps);
        waiting.arrives("S", seq, 0, ts);
        String reply = waiting.reply();
        boolean opened = reply.startsWith("SYN-ACK");
        assertThat(waiting.state()).isEqualTo(opened ? TcpState.SYN_RECEIVED : TcpState.TIME_WAIT);
        return reply.replaceFirst("\\(.*", "");
    }

    /// "ISN of the re-opened incarnation", when the old connection used numbers faster than the clock of
    /// initial sequence numbers runs.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | ISN
            rfc-9293     | S
            linux        | S+65537
            linux-3.6    | S+65537
            linux-4.10   | S+65537
            freebsd-13   | ordinary
            freebsd-14   | ordinary
            windows-2000 | ordinary
            windows-2003 | ordinary
            windows-10   | S
            macos        | ordinary
            """)
    void initialSequenceNumberOfTheNewConnection(String profile, String expected) {
        World world = new World(Profiles.named(profile));
        int listener = world.listen(80, 4);
        Peer peer = new Peer(world, 80, 40_000);
        int connection = peer.establish(listener);
        int iss = peer.ack - 1;
        world.sent.clear();
        world.engine.send(connection, new byte[1_400], 0, 1_400, world.now, world);
        world.engine.close(connection, world.now, world);
        Segment last = world.lastSent();
        int sndNxt = last.has(Flags.FIN) ? last.end() : last.end() + 1;
        peer.ack = last.end();
        peer.arrive(Flags.ACK, peer.seq, 0);
        if (!last.has(Flags.FIN)) {
            peer.ack = sndNxt;
        }
        peer.arrive(Flags.FIN | Flags.ACK, peer.seq, 0);
        world.sent.clear();
        peer.arrive(Flags.SYN, peer.seq + 200_000, 0);
        Segment synAck = world.lastSent();
        assertThat(Flags.text(synAck.flags)).isEqualTo("S.");
        assertThat(sndNxt).isEqualTo(iss + 1_402);
        String isn = switch (synAck.seq - sndNxt) {
            case 0 -> "S";
            case 65_537 -> "S+65537";
            default -> "ordinary";
        };
        assertThat(isn).isEqualTo(expected);
    }

    /// "dup FIN": what is left of the wait afterwards, of which ten seconds had passed. That macOS does not
    /// restart is by reading only.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | timer
            rfc-9293     | 240
            linux        | 60
            linux-3.6    | 60
            linux-4.10   | 60
            freebsd-13   | 60
            freebsd-14   | 60
            windows-2000 | 240
            windows-2003 | 120
            windows-10   | 120
            macos        | unchanged
            """)
    void aRepeatedFinIsAcknowledged(String profile, String timer) {
        Waiting waiting = Waiting.timeWait(profile, false);
        waiting.arrives("F.", "R-1", 0, null);
        assertThat(waiting.reply()).isEqualTo("ACK(S,R)");
        assertThat(waiting.timer()).isEqualTo(timer);
    }

    /// "pure in-seq ACK": nobody answers, and only Linux restarts.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | timer
            rfc-9293     | unchanged
            linux        | 60
            linux-3.6    | 60
            linux-4.10   | 60
            freebsd-13   | unchanged
            freebsd-14   | unchanged
            windows-2000 | unchanged
            windows-2003 | unchanged
            windows-10   | unchanged
            macos        | unchanged
            """)
    void anAcknowledgmentInSequenceIsIgnored(String profile, String timer) {
        Waiting waiting = Waiting.timeWait(profile, false);
        waiting.arrives(".", "R", 0, null);
        assertThat(waiting.reply()).isEqualTo("silence");
        assertThat(waiting.timer()).isEqualTo(timer);
    }

    /// What an acceptable SYN meets when nobody listens: Linux acknowledges and stays, FreeBSD and macOS have
    /// forgotten the connection before they look.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | reply    | stays
            linux        | ACK(S,R) | true
            linux-3.6    | ACK(S,R) | true
            linux-4.10   | ACK(S,R) | true
            freebsd-13   | RST-ACK  | false
            freebsd-14   | RST-ACK  | false
            macos        | RST-ACK  | false
            """)
    void anAcceptableSynWithoutAListener(String profile, String reply, boolean stays) {
        Waiting waiting = Waiting.timeWait(profile, false);
        waiting.world.engine.close(waiting.listener, waiting.world.now, waiting.world);
        waiting.arrives("S", "E+1", 0, null);
        assertThat(waiting.reply()).startsWith(reply);
        assertThat(waiting.state()).isEqualTo(stays ? TcpState.TIME_WAIT : TcpState.CLOSED);
    }

    /// FreeBSD: "pure SYN with seq >s rcv_nxt => destroy and retry lookup (13 also accepts SYN|ACK)"; the
    /// listener that is then found resets a SYN with ACK.
    @ParameterizedTest
    @CsvSource({"freebsd-13, RST(S), CLOSED", "freebsd-14, 'ACK(S,R)', TIME_WAIT"})
    void aSynAckOpensOnFreeBsd13Only(String profile, String reply, TcpState state) {
        Waiting waiting = Waiting.timeWait(profile, false);
        waiting.arrives("S.", "R+1000", 0, null);
        assertThat(waiting.reply()).isEqualTo(reply);
        assertThat(waiting.state()).isEqualTo(state);
    }

    /// macOS: "New data on closed socket: RST"; "PAWS-old: ACK if it has data else silent drop".
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            row                  | flags | seq  | length | ts   | reply          | timer
            new data             | P.    | R    | 10     | T    | RST(S)         | gone
            old data             | P.    | R-20 | 10     | T    | ACK(S,R) ecr T | unchanged
            PAWS-old data        | P.    | R    | 10     | T-1  | ACK(S,R) ecr T | unchanged
            PAWS-old without     | .     | R-5  | 0      | T-1  | silence        | unchanged
            """)
    void dataOnMacos(String row, String flags, String seq, int length, String ts, String reply, String timer) {
        Waiting waiting = Waiting.timeWait(Profiles.MACOS, true);
        waiting.arrives(flags, seq, length, ts);
        assertThat(waiting.reply()).isEqualTo(reply);
        assertThat(waiting.timer()).isEqualTo(timer);
    }

    /// FreeBSD: "no ACK flag => silent drop"; "TS negotiated but missing => drop"; "then ACK unless it is an
    /// exact duplicate pure ACK. No PAWS".
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            row                    | flags | seq  | length | ts   | reply          | timer
            no ACK flag            | F     | R-1  | 0      | T    | silence        | unchanged
            missing timestamp      | F.    | R-1  | 0      |      | silence        | unchanged
            old timestamp, dup FIN | F.    | R-1  | 0      | T-10 | ACK(S,R) ecr T | 60
            exact duplicate ACK    | .     | R    | 0      | T    | silence        | unchanged
            other ACK              | .     | R+5  | 0      | T    | ACK(S,R) ecr T | unchanged
            data                   | P.    | R    | 10     | T    | ACK(S,R) ecr T | unchanged
            """)
    void segmentsOnFreeBsd(
            String row, String flags, String seq, int length, @Nullable String ts, String reply, String timer) {
        for (String profile : new String[] {"freebsd-13", "freebsd-14"}) {
            Waiting waiting = Waiting.timeWait(profile, true);
            waiting.arrives(flags, seq, length, ts);
            assertThat(waiting.reply()).isEqualTo(reply);
            assertThat(waiting.timer()).isEqualTo(timer);
        }
    }
}
