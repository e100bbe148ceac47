package dev.linger.engine;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.ProfileSetting;
import dev.linger.engine.profile.ProfileSettings;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.wire.IcmpError;
import dev.linger.wire.Segment;
import dev.linger.wire.SegmentWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Does to one engine what programs, peers, routers and the clock may do to it, in any order and at any moment, and
/// what a careless caller does. It keeps to what [TcpEngine] asks of a driver and to nothing else.
final class HostileDriver implements Output {
    private static final IpAddress[] OWN = addresses("192.0.2.1", "192.0.2.2", "2001:db8::1", "127.0.0.1", "::1");
    private static final IpAddress[] BINDABLE = addresses("192.0.2.1", "2001:db8::1", "0.0.0.0", "::", "198.51.100.1");
    private static final IpAddress[] REMOTE = addresses(
            "198.51.100.1",
            "2001:db8::2",
            "192.0.2.1",
            "2001:db8::1",
            "127.0.0.1",
            "::1",
            "224.0.0.1",
            "255.255.255.255",
            "0.0.0.0",
            "::");
    private static final int[] PORTS = {0, 80, 81, 443, 1024, 49_152};
    private static final long[] OPTION_VALUES = {
        Long.MIN_VALUE,
        -1,
        0,
        1,
        2,
        64,
        88,
        127,
        128,
        1_000,
        32_767,
        65_535,
        80L << 16 | 82,
        82L << 16 | 80,
        40_000L << 16,
        40_000,
        1L << 30,
        Integer.MAX_VALUE,
        0xFFFF_FFFFL,
        Long.MAX_VALUE
    };
    private static final String[] SETTING_VALUES = {
        "0", "1", "2", "3", "5", "10", "60", "61", "100", "300", "1000", "60000", "1000000", "32768 32769", "80-82"
    };
    private static final int[] MTUS = {-1, 0, 1, 40, 41, 68, 576, 1_280, 1_500, 65_535};
    private static final long DAY = 86_400 * World.SECOND;
    private static final long[] PAUSES = {
        1,
        1_000,
        World.MILLI,
        40 * World.MILLI,
        200 * World.MILLI,
        World.SECOND,
        3 * World.SECOND,
        61 * World.SECOND,
        700 * World.SECOND,
        DAY,
        30 * DAY
    };
    private static final int SOCKETS_MAX = 8;
    private static final int SENT_MAX = 100;
    private static final int HISTORY_MAX = 12;
    private static final int DEADLINES_MAX = 200_000;
    private static final int BYTES_MAX = 70_000;

    final TcpEngine engine;
    long now;
    private final RandomGenerator random;
    private final HostileSegments segments;
    private final List<Integer> sockets = new ArrayList<>();
    private final List<Segment> sent = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final byte[] text = new byte[BYTES_MAX];
    private final byte[] packet = new byte[BYTES_MAX];

    HostileDriver(Profile profile, RandomGenerator random, long seed) {
        this.random = random;
        HostConfig config = HostConfig.of(profile, seed, OWN[0], OWN[1], OWN[2]);
        engine = new TcpEngine(random.nextBoolean() ? config : config.withRoom(HostConfig.Room.TINY));
        segments = new HostileSegments(random, OWN, REMOTE, PORTS);
        // Before the beginning, and where milliseconds leave an int and an unsigned int.
        now = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 2_147_483_600L * World.MILLI;
            case 2 -> 4_294_967_290L * World.MILLI;
            default -> random.nextLong(1L << 50);
        };
        engine.onTime(now, this);
    }

    @Override
    public void segment(Segment segment) {
        // Refuses what no packet can hold.
        SegmentWriter.write(segment, packet, 0);
        sent.add(new Segment().copyFrom(segment));
        if (sent.size() > SENT_MAX) {
            sent.removeFirst();
        }
    }

    @Override
    public void event(int socket, SocketEvent event) {}

    /// One more thing happens; whatever it is, the engine is well afterwards.
    void step() {
        int dice = random.nextInt(100);
        if (dice < 40) {
            arrive();
        } else if (dice < 44) {
            complain();
        } else if (dice < 54) {
            pass();
        } else if (dice < 56) {
            change();
        } else if (dice < 58) {
            misuse();
        } else if (sockets.isEmpty() || (dice < 64 && sockets.size() < SOCKETS_MAX)) {
            note("socket", engine.state(add(engine.socket())));
        } else if (dice < 80) {
            open(any());
        } else {
            use(any());
        }
        Invariants.check(engine);
    }

    /// What was done last, oldest first.
    String history() {
        return String.join(System.lineSeparator(), history);
    }

    private void note(String what, Object detail) {
        history.add(now + " " + what + " " + detail);
        if (history.size() > HISTORY_MAX) {
            history.removeFirst();
        }
    }

    private int any() {
        return sockets.get(random.nextInt(sockets.size()));
    }

    private int add(int socket) {
        sockets.add(socket);
        return socket;
    }

    // --- what programs do --------------------------------------------------------------------------------------------

    private void open(int socket) {
        switch (random.nextInt(6)) {
            case 0 -> {
                Endpoint local = new Endpoint(pick(BINDABLE), PORTS[random.nextInt(PORTS.length)]);
                note("bind " + socket, local);
                engine.bind(socket, local, now);
            }
            case 1 -> {
                int backlog = random.nextInt(4) - 1;
                note("listen " + socket, backlog);
                engine.listen(socket, backlog, now);
            }
            case 2, 3 -> {
                Endpoint remote = new Endpoint(pick(REMOTE), PORTS[random.nextInt(PORTS.length)]);
                note("connect " + socket, remote);
                engine.connect(socket, remote, now, this);
            }
            case 4 -> {
                note("accept", socket);
                int child = engine.accept(socket);
                if (child != TcpEngine.NONE) {
                    add(child);
                }
            }
            default -> setOption(socket);
        }
    }

    private void setOption(int socket) {
        SocketOption[] all = SocketOption.values();
        SocketOption option = all[random.nextInt(all.length)];
        long value = OPTION_VALUES[random.nextInt(OPTION_VALUES.length)];
        note("setOption " + socket + " " + option, value);
        engine.setOption(socket, option, value);
    }

    private void use(int socket) {
        int length = random.nextInt(random.nextInt(3) == 0 ? BYTES_MAX : 20);
        int dice = random.nextInt(20);
        note("use " + dice + " of socket " + socket + " in " + engine.state(socket), length);
        switch (dice) {
            case 0, 1, 2, 3 -> engine.send(socket, text, 0, length, now, this);
            case 4, 5, 6, 7 -> engine.receive(socket, text, 0, length, now, this);
            case 8, 9, 10 -> engine.shutdownWrite(socket, now, this);
            case 11 -> engine.shutdownRead(socket);
            case 12, 13, 14, 15 -> {
                sockets.remove(Integer.valueOf(socket));
                engine.close(socket, now, this);
            }
            case 16 -> {
                sockets.remove(Integer.valueOf(socket));
                engine.abort(socket, now, this);
            }
            case 17 -> engine.takeError(socket);
            case 18 -> engine.setUser(socket, random.nextInt(2));
            default -> look(socket);
        }
    }

    private void look(int socket) {
        engine.softError(socket);
        engine.localEndpoint(socket);
        engine.remoteEndpoint(socket);
        engine.readableBytes(socket);
    }

    /// A call that cannot be meant is refused, and changes nothing.
    private void misuse() {
        Fingerprint before = Fingerprint.of(engine::addTo);
        int closed = 1_000 + random.nextInt(1_000);
        int dice = random.nextInt(4);
        note("misuse", dice);
        try {
            switch (dice) {
                case 0 -> engine.close(closed, now, this);
                case 1 -> engine.connect(-1, new Endpoint(REMOTE[0], 80), now, this);
                case 2 -> engine.onTime(now - 1, this);
                default -> engine.accept(closed);
            }
            throw new AssertionError("was not refused");
        } catch (IllegalArgumentException refused) {
            if (!before.equals(Fingerprint.of(engine::addTo))) {
                throw new AssertionError("a refused call has changed something", refused);
            }
        }
    }

    // --- what the network, the administrator and the clock do --------------------------------------------------------

    private void arrive() {
        Segment segment = segments.next(engine, sent, now);
        note("arrives", segment);
        engine.onSegment(segment, now, this);
    }

    private void complain() {
        if (sent.isEmpty()) {
            return;
        }
        Segment about = sent.get(random.nextInt(sent.size()));
        IcmpError error = new IcmpError();
        error.kind = IcmpError.Kind.values()[random.nextInt(IcmpError.Kind.values().length)];
        error.mtu = MTUS[random.nextInt(MTUS.length)];
        error.sourceHigh = about.sourceHigh;
        error.sourceLow = about.sourceLow;
        error.destinationHigh = about.destinationHigh;
        error.destinationLow = about.destinationLow;
        error.sourcePort = about.sourcePort;
        error.destinationPort = about.destinationPort;
        error.seq = about.seq + (random.nextInt(3) == 0 ? random.nextInt() : 0);
        note("icmp " + error.kind + " " + error.mtu, about);
        engine.onIcmp(error, now, this);
    }

    private void change() {
        List<ProfileSetting> settings = ProfileSettings.of(engine.profile());
        ProfileSetting setting = settings.get(random.nextInt(settings.size()));
        String value = SETTING_VALUES[random.nextInt(SETTING_VALUES.length)];
        note("set " + setting, value);
        Profile changed;
        try {
            changed = setting.set(engine.profile(), value);
        } catch (IllegalArgumentException refused) {
            return;
        }
        engine.setProfile(changed);
    }

    /// Goes from deadline to deadline, or now and then oversleeps.
    private void pass() {
        long end = now + PAUSES[random.nextInt(random.nextInt(10) == 0 ? PAUSES.length : PAUSES.length / 2)];
        boolean late = random.nextInt(4) == 0 && end - now < DAY;
        note(late ? "late" : "pass", end - now);
        int deadlines = 0;
        while (!late && engine.nextDeadlineNanos() <= end) {
            now = Math.max(now, engine.nextDeadlineNanos());
            wake();
            deadlines++;
            if (deadlines > DEADLINES_MAX) {
                throw new AssertionError("time does not move on");
            }
        }
        now = end;
        wake();
    }

    private void wake() {
        engine.onTime(now, this);
        Invariants.checkWoken(engine, now);
    }

    private IpAddress pick(IpAddress[] addresses) {
        return addresses[random.nextInt(addresses.length)];
    }

    private static IpAddress[] addresses(String... texts) {
        IpAddress[] addresses = new IpAddress[texts.length];
        for (int index = 0; index < texts.length; index++) {
            addresses[index] = IpAddress.parse(texts[index]).orElseThrow();
        }
        return addresses;
    }
}
