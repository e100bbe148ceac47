package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Endpoint;
import dev.linger.model.TcpState;
import dev.linger.wire.IcmpError;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What RFC 9293 §3.9.2.2 demands of ICMP errors, and what systems do instead (RFC 5461).
class IcmpRequirementsTest {
    private World world = new World(Profiles.RFC_9293);

    /// A connection that has sent ten bytes which nobody has acknowledged.
    private int busy(Profile profile) {
        world = new World(profile);
        int socket = new Peer(world, 80, 40_000).establish(world.listen(80, 4));
        world.engine.send(socket, new byte[10], 0, 10, world.now, world);
        return socket;
    }

    private int opening(Profile profile) {
        world = new World(profile);
        int socket = world.engine.socket();
        world.engine.connect(socket, new Endpoint(World.THERE, 80), world.now, world);
        return socket;
    }

    /// A router or the peer says that this segment came to grief.
    private void report(IcmpError.Kind kind, Segment quoted, int seq) {
        IcmpError error = new IcmpError();
        error.kind = kind;
        error.sourceHigh = quoted.sourceHigh;
        error.sourceLow = quoted.sourceLow;
        error.sourcePort = quoted.sourcePort;
        error.destinationHigh = quoted.destinationHigh;
        error.destinationLow = quoted.destinationLow;
        error.destinationPort = quoted.destinationPort;
        error.seq = seq;
        world.engine.onIcmp(error, world.now, world);
    }

    private void report(IcmpError.Kind kind) {
        Segment last = world.sent.getLast();
        report(kind, last, last.seq);
    }

    /// RFC 9293 §3.9.2.2 MUST-54, SHLD-26.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            kind,                 error
            PORT_UNREACHABLE,     ECONNREFUSED
            PROTOCOL_UNREACHABLE, ENOPROTOOPT
            """)
    void aHardErrorEndsTheConnectionItIsAbout(IcmpError.Kind kind, Errno error) {
        int socket = busy(Profiles.RFC_9293);
        Segment text = world.sent.getLast();
        int other = new Peer(world, 81, 40_001).establish(world.listen(81, 4));
        report(kind, text, text.seq);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.takeError(socket)).isEqualTo(error);
        assertThat(world.events).contains(SocketEvent.FAILED);
        assertThat(world.engine.state(other)).isEqualTo(TcpState.ESTABLISHED);
    }

    /// RFC 5461 §4: most systems take a hard error for a soft one once the connection is established.
    @Test
    void onLinuxAHardErrorDoesNotEndAnEstablishedConnection() {
        int socket = busy(Profiles.LINUX);
        report(IcmpError.Kind.PORT_UNREACHABLE);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.ESTABLISHED);
        assertThat(world.engine.softError(socket)).isEqualTo(Errno.ECONNREFUSED);
    }

    /// RFC 9293 §3.9.2.2 MUST-56, SHLD-25; RFC 9293 §3.9.1.8 MUST-47, SHLD-20: the program asks if it wants to know.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            kind,                        error
            NET_UNREACHABLE,             ENETUNREACH
            HOST_UNREACHABLE,            EHOSTUNREACH
            SOURCE_ROUTE_FAILED,         EOPNOTSUPP
            NET_PROHIBITED,              ENETUNREACH
            ADMINISTRATIVELY_PROHIBITED, EHOSTUNREACH
            TIME_EXCEEDED,               EHOSTUNREACH
            PARAMETER_PROBLEM,           EPROTO
            """)
    void aSoftErrorIsRememberedAndEndsNothing(IcmpError.Kind kind, Errno error) {
        for (boolean established : new boolean[] {true, false}) {
            int socket = established ? busy(Profiles.RFC_9293) : opening(Profiles.RFC_9293);
            TcpState before = world.engine.state(socket);
            world.events.clear();
            report(kind);
            assertThat(world.engine.state(socket)).isEqualTo(before);
            assertThat(world.events).isEmpty();
            assertThat(world.engine.softError(socket)).isEqualTo(error);
        }
    }

    /// RFC 9293 §3.9.2.2: it is the reason that is given when time runs out.
    @Test
    void aConnectionThatIsGivenUpTellsTheLastSoftError() {
        int socket = opening(Profiles.LINUX);
        report(IcmpError.Kind.HOST_UNREACHABLE);
        world.pass(300 * World.SECOND);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.takeError(socket)).isEqualTo(Errno.EHOSTUNREACH);
    }

    /// RFC 9293 §3.9.2.2 MUST-54: and so nothing happens without one.
    @ParameterizedTest
    @EnumSource(IcmpError.Kind.class)
    void anErrorAboutNoConnectionIsIgnored(IcmpError.Kind kind) {
        int socket = busy(Profiles.RFC_9293);
        Segment stranger = new Segment().copyFrom(world.lastSent());
        stranger.destinationPort++;
        report(kind, stranger, stranger.seq);
        assertThat(world.engine.softError(socket)).isEqualTo(Errno.OK);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.ESTABLISHED);
        assertThat(world.sent).isEmpty();
    }
}
