package dev.linger.script.run;

import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.script.notation.EventTime;
import dev.linger.script.notation.TcpOption;
import dev.linger.script.notation.TcpPacket;
import dev.linger.wire.Segment;
import org.jspecify.annotations.Nullable;

/// Packets that the script expects: waits for the next one of its connection and compares.
///
/// As in the original, the next packet that the host sends on the connection has to be the one expected, and packets
/// that nobody expects any more do no harm.
final class OutboundPackets {
    private static final long NANOS_PER_MICRO = 1_000;
    /// How long after its time a packet is waited for, so that the message can say when it came
    /// (run_packet.c:sniff_outbound_live_packet).
    private static final long PATIENCE_MICROS = 2_000_000;
    /// How long a packet at any time is waited for: a day.
    private static final long LONGEST_MICROS = 86_400_000_000L;

    private final Passing passing;
    private final VirtualHost host;
    private final RunSettings settings;
    private final Clock clock;

    /// Lets time pass up to the next thing that happens by itself; false when nothing does up to then.
    @FunctionalInterface
    interface Passing {
        boolean step(long untilNanos) throws ScriptFailure;
    }

    OutboundPackets(VirtualHost host, Clock clock, RunSettings settings, Passing passing) {
        this.host = host;
        this.clock = clock;
        this.settings = settings;
        this.passing = passing;
    }

    void expect(TcpPacket expected, Connection connection, Clock.Due due) throws ScriptFailure {
        Captured captured = await(connection, due);
        if (captured == null) {
            throw ScriptFailure.of("no packet came until " + PacketLine.seconds(micros(host.nowNanos())) + " s"
                    + "\n  expected  " + new PacketLine(expected, shown(due)));
        }
        learn(expected, captured.segment(), connection);
        captured = joined(expected, captured, connection, due);
        TcpPacket actual = SegmentTranslation.outbound(
                captured.segment(),
                connection,
                expected.sequence().reference(),
                host.engine().profile().data().optionOrder());
        PacketField difference = PacketCheck.difference(expected, actual);
        long micros = micros(captured.nanos());
        if (difference == null && !timestampIsInTime(expected, actual, due)) {
            difference = PacketField.OPTIONS;
        }
        if (difference != null) {
            throw ScriptFailure.of("the packet differs in its " + difference.label()
                    + compared(expected, actual, difference, due, micros));
        }
        if (!clock.isInTime(due, micros)) {
            throw ScriptFailure.of(clock.wrongTime("the packet", due, micros)
                    + compared(expected, actual, PacketField.TIME, due, micros));
        }
    }

    private static boolean isSynAck(TcpPacket packet) {
        int flags = Flags.SYN | Flags.ACK;
        return (packet.flags() & flags) == flags;
    }

    private static String compared(
            TcpPacket expected, TcpPacket actual, PacketField difference, Clock.Due due, long micros) {
        PacketLine line = new PacketLine(actual, micros);
        return "\n  expected  " + new PacketLine(expected, shown(due)) + "\n  actual    " + line + "\n            "
                + line.mark(difference);
    }

    private static long shown(Clock.Due due) {
        return due.kind() == EventTime.Kind.ANY ? -1 : due.fromMicros();
    }

    private @Nullable Captured await(Connection connection, Clock.Due due) throws ScriptFailure {
        boolean any = due.kind() == EventTime.Kind.ANY;
        long lastMicros = any
                ? micros(host.nowNanos()) + LONGEST_MICROS
                : Math.max(due.toMicros(), micros(host.nowNanos()))
                        + Math.max(clock.toleranceMicros(due), PATIENCE_MICROS);
        long lastNanos = VirtualHost.START_NANOS + lastMicros * NANOS_PER_MICRO;
        Captured captured = host.take(segment -> isOf(connection, segment));
        while (captured == null && passing.step(lastNanos)) {
            captured = host.take(segment -> isOf(connection, segment));
        }
        return captured;
    }

    /// A SYN that was expected belongs to a connection even before its port is known.
    private static boolean isOf(Connection connection, Segment segment) {
        Endpoint remote = connection.remote;
        if (connection.stage == Connection.Stage.SYN_SENT && connection.local == null) {
            return segment.has(Flags.SYN) && remote != null && Connection.isTo(remote, segment);
        }
        return connection.sent(segment);
    }

    /// What can be learned from a packet even if it turns out to differ: the host's own numbers.
    private static void learn(TcpPacket expected, Segment segment, Connection connection) {
        boolean first = connection.stage == Connection.Stage.SYN_SENT && connection.local == null;
        boolean reply = connection.stage == Connection.Stage.RECEIVED && isSynAck(expected);
        if (first || reply) {
            connection.learnIsn(expected.sequence().start(), segment.seq);
        }
        if (first) {
            connection.local = SegmentTranslation.source(segment);
        }
        if (reply) {
            connection.stage = Connection.Stage.OPEN;
        }
        TcpOption.Timestamps stamps = PacketCheck.timestamps(expected);
        if (stamps != null && stamps.val() >= 0 && segment.hasOption(Segment.TIMESTAMPS)) {
            connection.learnTimestamp(stamps.val(), segment.tsVal);
        }
    }

    /// Several packets that follow one another without a gap are as good as the long one that is expected, as if the
    /// host's network card had cut it (run_packet.c:do_outbound_script_packet).
    private Captured joined(TcpPacket expected, Captured first, Connection connection, Clock.Due due)
            throws ScriptFailure {
        if (settings.strictSegments()) {
            return first;
        }
        Captured whole = first;
        while (whole.segment().textLength < expected.sequence().length()) {
            Captured next = await(connection, due);
            if (next == null || !continues(whole.segment(), next.segment())) {
                return whole;
            }
            Segment joined = new Segment().copyFrom(next.segment());
            joined.seq = whole.segment().seq;
            joined.textLength += whole.segment().textLength;
            whole = new Captured(joined, next.nanos());
        }
        return whole;
    }

    private static boolean continues(Segment before, Segment next) {
        int ends = Flags.FIN | Flags.PSH;
        return next.textLength > 0
                && next.seq == before.seq + before.textLength
                && next.ack == before.ack
                && next.wnd == before.wnd
                && (next.flags & ~ends) == (before.flags & ~ends);
    }

    private boolean timestampIsInTime(TcpPacket expected, TcpPacket actual, Clock.Due due) {
        TcpOption.Timestamps wanted = PacketCheck.timestamps(expected);
        TcpOption.Timestamps sent = PacketCheck.timestamps(actual);
        if (settings.timestampTickMicros() == 0 || wanted == null || sent == null || wanted.val() < 0) {
            return true;
        }
        long ticks = Math.abs((int) (sent.val() - wanted.val()));
        return ticks * settings.timestampTickMicros() <= settings.toleranceMicros(due.fromMicros());
    }

    static long micros(long nanos) {
        return Math.floorDiv(nanos - VirtualHost.START_NANOS, NANOS_PER_MICRO);
    }
}
