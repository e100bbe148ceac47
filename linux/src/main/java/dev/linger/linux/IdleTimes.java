package dev.linger.linux;

import dev.linger.linux.netlink.SockDiagReader;
import dev.linger.observation.LongIndex;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;
import java.util.Arrays;

/// How long ago the peers of some connections were last heard, by the connections' cookies.
final class IdleTimes implements SocketSink {
    /// What a dump must be asked for.
    static final int EXTENSION = SockDiagReader.INFO_EXTENSION;

    private final LongIndex cookies = new LongIndex();
    private int[] millis = new int[16];

    @Override
    public void accept(SocketView socket) {
        int number = cookies.number(socket.cookie());
        if (number == millis.length) {
            millis = Arrays.copyOf(millis, number * 2);
        }
        millis[number] = socket.idleMillis();
    }

    /// In milliseconds; -1 when not known.
    int of(long cookie) {
        int number = cookies.find(cookie);
        return number == LongIndex.ABSENT ? -1 : millis[number];
    }
}
