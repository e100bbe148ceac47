package dev.linger.engine.socket;

import dev.linger.model.PortRange;
import org.jspecify.annotations.Nullable;

/// What a program has asked for on a socket; immutable, so sockets that ask for nothing share one.
///
/// Zero stands for "as the system has it" where a system has a value of its own.
///
/// @param lingerSeconds -1 off
/// @param linger2Seconds 0 for the system's, -1 for no FIN_WAIT_2 at all
/// @param portRange narrows the ephemeral range; null for the system's
public record SocketOptions(
        boolean reuseAddress,
        boolean reusePort,
        boolean exclusiveAddress,
        boolean keepAlive,
        boolean noDelay,
        boolean corked,
        boolean v6Only,
        boolean bindAddressNoPort,
        boolean noTimeWait,
        boolean dropsUnansweredFin,
        boolean nonBlocking,
        int lingerSeconds,
        int linger2Seconds,
        int userTimeoutMillis,
        int keepIdleSeconds,
        int keepIntervalSeconds,
        int keepCount,
        int sendBufferBytes,
        int receiveBufferBytes,
        int maxSegmentBytes,
        int uid,
        @Nullable PortRange portRange) {
    private static final int MAX_BUFFER_BYTES = 1 << 30;

    public static final SocketOptions NONE = new SocketOptions(
            false, false, false, false, false, false, false, false, false, false, false, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            null);

    /// The same with one option changed to a value that it takes.
    public SocketOptions with(SocketOption option, long value) {
        return new SocketOptions(
                choose(option, SocketOption.SO_REUSEADDR, value, reuseAddress),
                choose(option, SocketOption.SO_REUSEPORT, value, reusePort),
                choose(option, SocketOption.SO_EXCLUSIVEADDRUSE, value, exclusiveAddress),
                choose(option, SocketOption.SO_KEEPALIVE, value, keepAlive),
                choose(option, SocketOption.TCP_NODELAY, value, noDelay),
                choose(option, SocketOption.TCP_CORK, value, corked),
                choose(option, SocketOption.IPV6_V6ONLY, value, v6Only),
                choose(option, SocketOption.IP_BIND_ADDRESS_NO_PORT, value, bindAddressNoPort),
                choose(option, SocketOption.TCP_NOTIMEWAIT, value, noTimeWait),
                choose(option, SocketOption.TCP_RXT_FINDROP, value, dropsUnansweredFin),
                choose(option, SocketOption.O_NONBLOCK, value, nonBlocking),
                choose(option, SocketOption.SO_LINGER, Math.max(-1, value), lingerSeconds),
                choose(option, SocketOption.TCP_LINGER2, Math.max(-1, value), linger2Seconds),
                choose(option, SocketOption.TCP_USER_TIMEOUT, value, userTimeoutMillis),
                choose(option, SocketOption.TCP_KEEPIDLE, value, keepIdleSeconds),
                choose(option, SocketOption.TCP_KEEPINTVL, value, keepIntervalSeconds),
                choose(option, SocketOption.TCP_KEEPCNT, value, keepCount),
                choose(option, SocketOption.SO_SNDBUF, held(value), sendBufferBytes),
                choose(option, SocketOption.SO_RCVBUF, held(value), receiveBufferBytes),
                choose(option, SocketOption.TCP_MAXSEG, value, maxSegmentBytes),
                uid,
                option == SocketOption.IP_LOCAL_PORT_RANGE ? range(value) : portRange);
    }

    /// The same for the sockets of another user.
    public SocketOptions withUid(int newUid) {
        return new SocketOptions(
                reuseAddress,
                reusePort,
                exclusiveAddress,
                keepAlive,
                noDelay,
                corked,
                v6Only,
                bindAddressNoPort,
                noTimeWait,
                dropsUnansweredFin,
                nonBlocking,
                lingerSeconds,
                linger2Seconds,
                userTimeoutMillis,
                keepIdleSeconds,
                keepIntervalSeconds,
                keepCount,
                sendBufferBytes,
                receiveBufferBytes,
                maxSegmentBytes,
                newUid,
                portRange);
    }

    private static boolean choose(SocketOption changed, SocketOption mine, long value, boolean current) {
        return changed == mine ? value != 0 : current;
    }

    private static int choose(SocketOption changed, SocketOption mine, long value, int current) {
        return changed == mine ? (int) value : current;
    }

    private static long held(long bufferBytes) {
        return bufferBytes < 0 ? MAX_BUFFER_BYTES : Math.clamp(bufferBytes, 1, MAX_BUFFER_BYTES);
    }

    private static @Nullable PortRange range(long value) {
        int low = (int) (value & 0xFFFF);
        int high = (int) (value >>> 16);
        return value == 0 ? null : new PortRange(low, high == 0 ? 65535 : high);
    }
}
