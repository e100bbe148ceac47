package dev.linger.linux.procfs;

import dev.linger.linux.kernel.KernelState;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.observation.SocketTimer;
import dev.linger.observation.SocketView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The rows of `/proc/net/tcp` or `tcp6`, one after another, each to be looked at until the next (net/ipv4/tcp_ipv4.c:
/// tcp4_seq_show, net/ipv6/tcp_ipv6.c:tcp6_seq_show). A line that is no such row is counted and left out.
final class ProcNetTcp implements SocketView {
    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private final InputStream text;
    private byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long bytesRead;
    private int malformedLines;
    private boolean header = true;

    private int cursor;
    private boolean fits;
    private int stateNumber;
    private SocketState state = SocketState.CLOSED;
    private int timer;
    private long timerMillis;
    private long localHigh;
    private long localLow;
    private int localPort;
    private long remoteHigh;
    private long remoteLow;
    private int remotePort;
    private int receiveQueueBytes;
    private int sendQueueBytes;
    private int uid;
    private long inode;

    ProcNetTcp(InputStream text) {
        this.text = text;
    }

    /// Moves to the next row; false when there is none.
    boolean next() throws IOException {
        for (int end = lineEnd(); end >= 0; end = lineEnd()) {
            int start = position;
            position = end + 1;
            if (header) {
                header = false;
            } else if (parse(start, end)) {
                return true;
            } else {
                malformedLines++;
            }
        }
        return false;
    }

    /// Where the line that begins at the position ends; reads on where it must. -1 at the end of the file, where a
    /// line without an end is no row.
    private int lineEnd() throws IOException {
        int scanned = position;
        while (true) {
            for (int index = scanned; index < limit; index++) {
                if (buffer[index] == '\n') {
                    return index;
                }
            }
            scanned = limit - position;
            System.arraycopy(buffer, position, buffer, 0, scanned);
            position = 0;
            limit = scanned;
            if (limit == buffer.length) {
                buffer = Arrays.copyOf(buffer, limit * 2);
            }
            int count = text.read(buffer, limit, buffer.length - limit);
            if (count <= 0) {
                return -1;
            }
            bytesRead += count;
            limit += count;
        }
    }

    /// Reads `sl: local:port remote:port st tx:rx tr:when retransmits uid probes inode`; uid, probes and inode are
    /// decimal, the rest is hexadecimal.
    private boolean parse(int start, int end) {
        cursor = start;
        fits = true;
        skipPast(':', end);
        skipBlanks(end);
        address(end);
        localHigh = high;
        localLow = low;
        localPort = (int) hex(end, ' ');
        address(end);
        remoteHigh = high;
        remoteLow = low;
        remotePort = (int) hex(end, ' ');
        stateNumber = (int) hex(end, ' ');
        sendQueueBytes = (int) hex(end, ':');
        receiveQueueBytes = (int) hex(end, ' ');
        timer = (int) hex(end, ':');
        timerMillis = hex(end, ' ') * 10; // hundredths of a second
        hex(end, ' ');
        uid = (int) decimal(end);
        decimal(end);
        inode = decimal(end);
        SocketState known = KernelState.of(stateNumber);
        state = known == null ? SocketState.CLOSED : known;
        return fits && known != null && (localPort | remotePort) >>> 16 == 0;
    }

    private long high;
    private long low;

    /// Eight digits for IPv4, 32 for IPv6: words of four bytes in network order, printed as this machine's numbers.
    private void address(int end) {
        int from = cursor;
        long first = word(end);
        if (cursor < end && buffer[cursor] == ':') {
            high = 0;
            low = IpAddress.mappedLow((int) first);
        } else {
            high = first << 32 | word(end);
            low = word(end) << 32 | word(end);
        }
        fits &= cursor < end && buffer[cursor] == ':' && (cursor - from == 8 || cursor - from == 32);
        cursor++;
    }

    private long word(int end) {
        int value = 0;
        for (int digits = 0; digits < 8; digits++) {
            int digit = cursor < end ? Character.digit(buffer[cursor++], 16) : -1;
            fits &= digit >= 0;
            value = value << 4 | (digit & 0xF);
        }
        return (BIG_ENDIAN ? value : Integer.reverseBytes(value)) & 0xFFFF_FFFFL;
    }

    /// A hexadecimal number of up to eight digits and the `delimiter` behind it.
    private long hex(int end, char delimiter) {
        long value = 0;
        int from = cursor;
        while (cursor < end && buffer[cursor] != delimiter) {
            int digit = Character.digit(buffer[cursor++], 16);
            fits &= digit >= 0;
            value = value << 4 | (digit & 0xF);
        }
        fits &= cursor > from && cursor - from <= 8 && cursor < end;
        cursor++;
        return value;
    }

    /// A decimal number with blanks before it.
    private long decimal(int end) {
        skipBlanks(end);
        long value = 0;
        int from = cursor;
        while (cursor < end && buffer[cursor] != ' ') {
            int digit = buffer[cursor++] - '0';
            fits &= digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        fits &= cursor > from && cursor - from <= 10;
        return value;
    }

    private void skipPast(char delimiter, int end) {
        while (cursor < end && buffer[cursor] != delimiter) {
            cursor++;
        }
        cursor++;
    }

    private void skipBlanks(int end) {
        while (cursor < end && buffer[cursor] == ' ') {
            cursor++;
        }
    }

    long bytesRead() {
        return bytesRead;
    }

    int malformedLines() {
        return malformedLines;
    }

    /// The kernel's number of the state.
    int stateNumber() {
        return stateNumber;
    }

    @Override
    public SocketState state() {
        return state;
    }

    @Override
    public SocketTimer timer() {
        return SocketTimer.of(timer);
    }

    @Override
    public int timerMillis() {
        return (int) Math.min(timerMillis, Integer.MAX_VALUE);
    }

    @Override
    public long localHigh() {
        return localHigh;
    }

    @Override
    public long localLow() {
        return localLow;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public long remoteHigh() {
        return remoteHigh;
    }

    @Override
    public long remoteLow() {
        return remoteLow;
    }

    @Override
    public int remotePort() {
        return remotePort;
    }

    @Override
    public int receiveQueueBytes() {
        return receiveQueueBytes;
    }

    @Override
    public int sendQueueBytes() {
        return state == SocketState.LISTEN ? -1 : sendQueueBytes; // 0 stands there for every listener
    }

    @Override
    public int uid() {
        return uid;
    }

    @Override
    public long inode() {
        return inode;
    }

    @Override
    public long cookie() {
        return 0;
    }

    @Override
    public int idleMillis() {
        return -1;
    }
}
