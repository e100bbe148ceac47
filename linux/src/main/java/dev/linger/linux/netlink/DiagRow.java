package dev.linger.linux.netlink;

import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.observation.SocketTimer;
import dev.linger.observation.SocketView;

/// A window on one `struct inet_diag_msg` and the attributes behind it (include/uapi/linux/inet_diag.h).
final class DiagRow implements SocketView {
    /// The size of the structure.
    static final int BYTES = 72;

    static final int FAMILY = 0;
    static final int STATE = 1;
    private static final int TIMER = 2;
    static final int LOCAL_PORT = 4;
    private static final int REMOTE_PORT = 6;
    private static final int LOCAL_ADDRESS = 8;
    private static final int REMOTE_ADDRESS = 24;
    private static final int COOKIE = 44;
    private static final int EXPIRES = 52;
    private static final int RECEIVE_QUEUE = 56;
    private static final int SEND_QUEUE = 60;
    private static final int UID = 64;
    private static final int INODE = 68;

    private static final int INET_DIAG_INFO = 2;
    private static final int ATTRIBUTE_HEADER_BYTES = 4;

    /// Within `struct tcp_info` (include/uapi/linux/tcp.h).
    private static final int LAST_DATA_RECEIVED = 52;

    private static final int LAST_ACK_RECEIVED = 56;

    private byte[] bytes = {};
    private int offset;
    private int end;
    private boolean ipv6;
    private SocketState state = SocketState.CLOSED;

    /// Moves to the structure at `newOffset`, whose attributes end at `newEnd`; the caller has checked that it fits.
    void moveTo(byte[] newBytes, int newOffset, int newEnd, boolean newIpv6, SocketState newState) {
        bytes = newBytes;
        offset = newOffset;
        end = newEnd;
        ipv6 = newIpv6;
        state = newState;
    }

    @Override
    public SocketState state() {
        return state;
    }

    @Override
    public SocketTimer timer() {
        return SocketTimer.of(bytes[offset + TIMER]);
    }

    @Override
    public int timerMillis() {
        return atLeastZero(NativeBytes.hostInt(bytes, offset + EXPIRES));
    }

    @Override
    public long localHigh() {
        return ipv6 ? NativeBytes.networkLong(bytes, offset + LOCAL_ADDRESS) : 0;
    }

    @Override
    public long localLow() {
        return low(offset + LOCAL_ADDRESS);
    }

    @Override
    public int localPort() {
        return NativeBytes.networkShort(bytes, offset + LOCAL_PORT);
    }

    @Override
    public long remoteHigh() {
        return ipv6 ? NativeBytes.networkLong(bytes, offset + REMOTE_ADDRESS) : 0;
    }

    @Override
    public long remoteLow() {
        return low(offset + REMOTE_ADDRESS);
    }

    private long low(int address) {
        return ipv6
                ? NativeBytes.networkLong(bytes, address + 8)
                : IpAddress.mappedLow(NativeBytes.networkInt(bytes, address));
    }

    @Override
    public int remotePort() {
        return NativeBytes.networkShort(bytes, offset + REMOTE_PORT);
    }

    @Override
    public int receiveQueueBytes() {
        return NativeBytes.hostInt(bytes, offset + RECEIVE_QUEUE);
    }

    @Override
    public int sendQueueBytes() {
        return NativeBytes.hostInt(bytes, offset + SEND_QUEUE);
    }

    @Override
    public int uid() {
        return NativeBytes.hostInt(bytes, offset + UID);
    }

    @Override
    public long inode() {
        return NativeBytes.hostInt(bytes, offset + INODE) & 0xFFFF_FFFFL;
    }

    @Override
    public long cookie() {
        long low = NativeBytes.hostInt(bytes, offset + COOKIE) & 0xFFFF_FFFFL;
        return (long) NativeBytes.hostInt(bytes, offset + COOKIE + 4) << 32 | low;
    }

    /// Known only where the dump was asked for `tcp_info`: the younger of the last data and the last ACK.
    @Override
    public int idleMillis() {
        int information = attribute(INET_DIAG_INFO, LAST_ACK_RECEIVED + 4);
        if (information < 0) {
            return -1;
        }
        int data = NativeBytes.hostInt(bytes, information + LAST_DATA_RECEIVED);
        int ack = NativeBytes.hostInt(bytes, information + LAST_ACK_RECEIVED);
        return atLeastZero(Integer.compareUnsigned(data, ack) < 0 ? data : ack);
    }

    /// Where the payload of the first attribute of this type begins; -1 when there is none with `minBytes` of payload.
    private int attribute(int type, int minBytes) {
        int position = offset + BYTES;
        while (end - position >= ATTRIBUTE_HEADER_BYTES) {
            int length = NativeBytes.hostShort(bytes, position);
            if (length < ATTRIBUTE_HEADER_BYTES || length > end - position) {
                return -1;
            }
            if (NativeBytes.hostShort(bytes, position + 2) == type) {
                return length - ATTRIBUTE_HEADER_BYTES >= minBytes ? position + ATTRIBUTE_HEADER_BYTES : -1;
            }
            position += (length + 3) & ~3;
        }
        return -1;
    }

    private static int atLeastZero(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }
}
