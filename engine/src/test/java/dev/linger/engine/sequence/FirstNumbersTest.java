package dev.linger.engine.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.ProfileSettings;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.sequence.SequenceRules.TimestampOffset;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The sequence number and the timestamp that connections of one host begin with, as a peer sees them in SYN and
/// SYN-ACK.
class FirstNumbersTest {
    private static final IpAddress OTHER = IpAddress.parse("198.51.100.2").orElseThrow();
    private static final long BEGIN = 5 * World.SECOND;

    private World world = new World(Profiles.LINUX);

    static List<Profile> profiles() {
        return Profiles.all();
    }

    private void begin(Profile profile) {
        world = new World(profile);
        world.now = BEGIN;
    }

    /// The SYN of a connection that is given up at once, so that the four-tuple is free again.
    private Segment syn(int localPort, IpAddress remote, int remotePort) {
        int socket = world.engine.socket();
        assertThat(world.engine.bind(socket, new Endpoint(World.HERE, localPort), world.now))
                .isEqualTo(Errno.OK);
        assertThat(world.engine.connect(socket, new Endpoint(remote, remotePort), world.now, world))
                .isEqualTo(Errno.EINPROGRESS);
        world.engine.abort(socket, world.now, world);
        return world.lastSent();
    }

    private Segment syn() {
        return syn(40_000, World.THERE, 80);
    }

    /// The SYN-ACK to a SYN with timestamps, whose sender then gives up.
    private Segment synAck() {
        Segment syn = new Segment().from(new Endpoint(World.THERE, 80)).to(new Endpoint(World.HERE, 40_000));
        syn.flags = Flags.SYN;
        syn.options = Segment.TIMESTAMPS;
        world.arrive(syn);
        Segment synAck = world.lastSent();
        syn.flags = Flags.RST;
        syn.seq++;
        syn.options = 0;
        world.arrive(syn);
        return synAck;
    }

    /// RFC 9293 §3.4.1 MUST-8; RFC 6528 §3: the same four-tuple after so many nanoseconds.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | nanos        | steps
            rfc-9293     | 3999         | 0
            rfc-9293     | 4000         | 1
            rfc-9293     | 1000000000   | 250000
            linux        | 63           | 0
            linux        | 64           | 1
            linux        | 1000000000   | 15625000
            linux        | 274877906944 | 0
            linux-3.6    | 1000000000   | 15625000
            linux-4.10   | 1000000000   | 15625000
            freebsd-13   | 1000000000   | 1048576
            freebsd-14   | 1000000000   | 1048576
            macos        | 127          | 0
            macos        | 128          | 1
            macos        | 1000000000   | 7812500
            """)
    void theNextSequenceNumberOfATupleIsTheClocksStepsLater(String profile, long nanos, int steps) {
        begin(Profiles.named(profile));
        int active = syn().seq;
        world.now += nanos;
        assertThat(syn().seq - active).isEqualTo(steps);
        begin(Profiles.named(profile));
        world.listen(40_000, 4);
        int passive = synAck().seq;
        world.now += nanos;
        assertThat(synAck().seq - passive).isEqualTo(steps);
    }

    /// 4096 to 8191 for every connection (sys/netinet/tcp_subr.c:tcp_new_isn).
    @Test
    void freeBsdMovesOnWithoutTimeToo() {
        begin(Profiles.FREEBSD_14);
        int first = syn().seq;
        assertThat(syn().seq - first).isBetween(4_096, 8_191);
    }

    /// RFC 9293 §3.4.1 SHLD-1: what one peer sees says nothing about the numbers of another.
    @ParameterizedTest
    @MethodSource("profiles")
    void everyTupleHasASequenceOfItsOwn(Profile profile) {
        Set<Integer> numbers = new HashSet<>();
        List<Segment> syns = new ArrayList<>();
        begin(profile);
        syns.add(syn());
        begin(profile);
        syns.add(syn(40_001, World.THERE, 80));
        begin(profile);
        syns.add(syn(40_000, World.THERE, 81));
        begin(profile);
        syns.add(syn(40_000, OTHER, 80));
        syns.forEach(syn -> numbers.add(syn.seq));
        assertThat(numbers).hasSameSizeAs(syns);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aHostWithTheSameSeedAndHistoryBeginsAlike(Profile profile) {
        assertThat(history(profile, 7)).isEqualTo(history(profile, 7));
        assertThat(history(profile, 7)).doesNotContainAnyElementsOf(history(profile, 8));
    }

    private List<Integer> history(Profile profile, long seed) {
        world = new World(profile, seed);
        List<Integer> numbers = new ArrayList<>();
        for (int connection = 0; connection < 5; connection++) {
            world.now += 10 * World.MILLI;
            numbers.add(syn().seq);
            numbers.add(syn(40_001, OTHER, 80).seq);
        }
        return numbers;
    }

    /// What the timestamps of two SYNs differ by, in milliseconds of the host's clock: of one four-tuple 10 ms later,
    /// and of another at the same moment. Two numbers that have nothing to do with each other are `other`.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | tcp_timestamps | 10 ms later | other port | other host
            rfc-9293     |                | 10          | other      | other
            linux        |                | 10          | other      | other
            linux        | 2              | 10          | 0          | 0
            linux-3.6    |                | 10          | 0          | 0
            linux-4.10   |                | other       | other      | other
            freebsd-13   |                | 10          | other      | other
            freebsd-14   |                | 10          | other      | other
            macos        |                | 10          | other      | other
            """)
    void timestampsGoOnWhereTheSystemLetsThem(
            String profile, String setting, String later, String otherPort, String otherHost) {
        begin(withTimestamps(Profiles.named(profile), setting));
        int first = syn().tsVal;
        assertThat(difference(first, syn(40_001, World.THERE, 80).tsVal)).isEqualTo(otherPort);
        assertThat(difference(first, syn(40_000, OTHER, 80).tsVal)).isEqualTo(otherHost);
        world.now += 10 * World.MILLI;
        assertThat(difference(first, syn().tsVal)).isEqualTo(later);
    }

    private static Profile withTimestamps(Profile profile, String setting) {
        return setting == null ? profile : ProfileSettings.set(profile, "net.ipv4.tcp_timestamps", setting);
    }

    private static String difference(int first, int second) {
        int difference = second - first;
        return Math.abs(difference) > 1_000 ? "other" : String.valueOf(difference);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | later
            rfc-9293     | 10
            linux        | 10
            linux-3.6    | 10
            linux-4.10   | other
            freebsd-14   | 10
            macos        | 10
            """)
    void theSameGoesForThoseThatAListenerAnswersWith(String profile, String later) {
        begin(Profiles.named(profile));
        world.listen(40_000, 4);
        int first = synAck().tsVal;
        world.now += 10 * World.MILLI;
        assertThat(difference(first, synAck().tsVal)).isEqualTo(later);
    }

    /// Linux 4.12 to 5.10 at least: one clock for each pair of hosts (net/core/secure_seq.c:secure_tcp_ts_off).
    @Test
    void anOffsetOfTwoHostsIsTheSameForAllTheirPorts() {
        begin(RecordPath.of(Profile.class, "sequence.timestampOffset").with(Profiles.LINUX, TimestampOffset.HOST_PAIR));
        int first = syn().tsVal;
        assertThat(syn(40_001, World.THERE, 81).tsVal).isEqualTo(first);
        assertThat(difference(first, syn(40_000, OTHER, 80).tsVal)).isEqualTo("other");
    }

    /// A peer that remembers the last timestamp (tcp_tw_recycle) refuses about half of what 4.10 sends.
    @Test
    void timestampsOfLinux410GoForwardsAndBackwards() {
        begin(Profiles.LINUX_4_10);
        int back = 0;
        int before = syn().tsVal;
        for (int connection = 0; connection < 100; connection++) {
            world.now += 10 * World.MILLI;
            int next = syn().tsVal;
            back += SequenceNumber.lessThan(next, before) ? 1 : 0;
            before = next;
        }
        assertThat(back).isBetween(30, 70);
    }

    /// RFC 7323 §5.4: in milliseconds.
    @Test
    void withoutAnOffsetTimestampsAreTheHostsClock() {
        begin(Profiles.LINUX_3_6);
        world.now += 999_999;
        assertThat(syn().tsVal).isEqualTo(5_000);
        world.now += 1;
        assertThat(syn().tsVal).isEqualTo(5_001);
    }

    @Test
    void aHostWithoutTimestampsOffersNone() {
        begin(withTimestamps(Profiles.LINUX, "0"));
        assertThat(syn().hasOption(Segment.TIMESTAMPS)).isFalse();
        world.listen(40_000, 4);
        assertThat(synAck().hasOption(Segment.TIMESTAMPS)).isFalse();
    }
}
