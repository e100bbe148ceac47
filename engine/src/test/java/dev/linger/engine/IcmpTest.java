package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.IcmpError;
import dev.linger.wire.IcmpError.Kind;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// ICMP errors: RFC 9293 §3.9.2.2, RFC 5461, RFC 5927 §4. Source quench never reaches the engine: it is no
/// [IcmpError.Kind] (MUST-55).
class IcmpTest {
    /// MUST-54, MUST-56, SHLD-26, and RFC 5461 §4 for those that take soft errors for hard ones. `end`: the attempt
    /// ends and the program is told; `-`: it goes on.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            error,                        rfc-9293, linux, linux-4.10, freebsd-14, told
            PORT_UNREACHABLE,             end,      end,   end,        end,        ECONNREFUSED
            PROTOCOL_UNREACHABLE,         end,      end,   end,        end,        ENOPROTOOPT
            ADMINISTRATIVELY_PROHIBITED,  -,        end,   end,        end,        EHOSTUNREACH
            PARAMETER_PROBLEM,            -,        end,   end,        -,          EPROTO
            NET_PROHIBITED,               -,        end,   end,        end,        ENETUNREACH
            NET_UNREACHABLE,              -,        end,   end,        -,          ENETUNREACH
            HOST_UNREACHABLE,             -,        end,   end,        -,          EHOSTUNREACH
            SOURCE_ROUTE_FAILED,          -,        end,   end,        -,          EOPNOTSUPP
            TIME_EXCEEDED,                -,        end,   end,        -,          EHOSTUNREACH
            TOO_BIG,                      -,        -,     -,          -,          OK
            """)
    void whatEndsAnAttemptToConnect(Kind kind, String rfc, String linux, String old, String bsd, Errno told) {
        String[] names = {"rfc-9293", "linux", "linux-4.10", "freebsd-14"};
        String[] expected = {rfc, linux, old, bsd};
        for (int index = 0; index < names.length; index++) {
            Exchange talk = new Exchange(Profiles.named(names[index])).connecting();
            icmp(talk, kind, talk.world.lastSent().seq);
            boolean ended = talk.state() == TcpState.CLOSED;
            assertThat(ended ? "end" : "-").as(names[index]).isEqualTo(expected[index]);
            assertThat(talk.world.events).hasSize(ended ? 1 : 0).allMatch(event -> event == SocketEvent.FAILED);
            assertThat(talk.world.engine.takeError(talk.socket))
                    .as(names[index])
                    .isEqualTo(told);
            assertThat(talk.world.engine.takeError(talk.socket))
                    .as("asked again")
                    .isEqualTo(Errno.OK);
        }
    }

    /// SHLD-26 by the letter; the others go on, as routers send such errors for many reasons (RFC 5461 §3.2).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    error,                ends
            rfc-9293,   PORT_UNREACHABLE,     true
            rfc-9293,   PROTOCOL_UNREACHABLE, true
            rfc-9293,   HOST_UNREACHABLE,     false
            rfc-9293,   TIME_EXCEEDED,        false
            linux,      PORT_UNREACHABLE,     false
            linux,      PROTOCOL_UNREACHABLE, false
            linux-3.6,  PORT_UNREACHABLE,     false
            freebsd-14, PORT_UNREACHABLE,     false
            windows-10, PORT_UNREACHABLE,     false
            macos,      PORT_UNREACHABLE,     false
            """)
    void whatEndsAConnection(String profile, Kind kind, boolean ends) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        talk.write(100);
        icmp(talk, kind, talk.world.lastSent().seq);
        assertThat(talk.state()).isEqualTo(ends ? TcpState.CLOSED : TcpState.ESTABLISHED);
        assertThat(talk.world.engine.takeError(talk.socket)).isNotEqualTo(Errno.OK);
    }

    /// SHLD-25: what was said is the reason told when time runs out.
    @Test
    void aSoftErrorIsTheReasonToldInTheEnd() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(100);
        icmp(talk, Kind.HOST_UNREACHABLE, talk.world.lastSent().seq);
        talk.world.pass(200 * World.SECOND);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.EHOSTUNREACH);
    }

    /// RFC 5927 §4.1: it must be about a number that is on its way.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            offset, heard
                -1, false
                 0, true
                50, true
               100, true
               101, false
            """)
    void onlyErrorsAboutWhatIsOnItsWayAreHeard(int offset, boolean heard) {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(100);
        icmp(talk, Kind.PORT_UNREACHABLE, talk.world.lastSent().seq + offset);
        assertThat(talk.state()).isEqualTo(heard ? TcpState.CLOSED : TcpState.ESTABLISHED);
        assertThat(talk.world.engine.count(Counter.OUT_OF_WINDOW_ICMPS)).isEqualTo(heard ? 0 : 1);
    }

    /// An embryo has no program that could be told, so that it goes without a word; Linux drops it for the errors it
    /// takes for soft ones elsewhere.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    error,            ends
            rfc-9293,   PORT_UNREACHABLE, true
            rfc-9293,   HOST_UNREACHABLE, false
            linux,      PORT_UNREACHABLE, false
            linux,      HOST_UNREACHABLE, true
            linux-3.6,  PORT_UNREACHABLE, false
            linux-3.6,  TIME_EXCEEDED,    true
            freebsd-14, PORT_UNREACHABLE, false
            """)
    void whatEndsAnEmbryo(String profile, Kind kind, boolean ends) {
        Exchange talk = new Exchange(Profiles.named(profile));
        int listener = talk.world.listen(Exchange.PORT, 1);
        talk.peer.arrive(Flags.SYN, Peer.ISS, 0);
        icmp(talk, kind, talk.world.lastSent().seq);
        assertThat(talk.state()).isEqualTo(ends ? TcpState.CLOSED : TcpState.SYN_RECEIVED);
        assertThat(talk.world.sent).isEmpty();
        assertThat(talk.world.engine.takeError(listener)).isEqualTo(Errno.OK);
    }

    /// BSD: the second error after the SYN was repeated four times.
    @Test
    void freeBsdLosesPatienceWithSoftErrors() {
        Exchange talk = new Exchange(Profiles.FREEBSD_14).connecting();
        int syn = talk.world.lastSent().seq;
        icmp(talk, Kind.HOST_UNREACHABLE, syn);
        talk.world.pass(8 * World.SECOND);
        icmp(talk, Kind.HOST_UNREACHABLE, syn);
        assertThat(talk.state()).isEqualTo(TcpState.SYN_SENT);
        talk.world.pass(8 * World.SECOND);
        icmp(talk, Kind.HOST_UNREACHABLE, syn);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.EHOSTUNREACH);
    }

    /// Waiting rows, listeners and strangers hear nothing.
    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoHasNoConnectionHearsNothing(Kind kind) {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.world.engine.close(talk.socket, talk.world.now, talk.world);
        Segment fin = talk.world.lastSent();
        talk.peer.closeAfter(fin);
        talk.world.sent.clear();
        assertThat(talk.state()).isEqualTo(TcpState.TIME_WAIT);
        icmp(talk, kind, fin.seq);
        assertThat(talk.state()).isEqualTo(TcpState.TIME_WAIT);

        IcmpError stranger = error(talk, kind, fin.seq);
        stranger.destinationPort++;
        talk.world.engine.onIcmp(stranger, talk.world.now, talk.world);
        assertThat(talk.world.sent).isEmpty();
        assertThat(talk.world.engine.count(Counter.OUT_OF_WINDOW_ICMPS)).isZero();
    }

    private static void icmp(Exchange talk, Kind kind, int seq) {
        talk.world.engine.onIcmp(error(talk, kind, seq), talk.world.now, talk.world);
    }

    private static IcmpError error(Exchange talk, Kind kind, int seq) {
        IcmpError error = new IcmpError();
        error.kind = kind;
        error.sourceHigh = World.HERE.high();
        error.sourceLow = World.HERE.low();
        error.destinationHigh = World.THERE.high();
        error.destinationLow = World.THERE.low();
        error.sourcePort = talk.peer.here().port();
        error.destinationPort = talk.peer.there().port();
        error.seq = seq;
        return error;
    }
}
