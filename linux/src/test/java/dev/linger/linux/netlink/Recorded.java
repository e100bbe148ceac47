package dev.linger.linux.netlink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Netlink dumps recorded on a little-endian machine, their datagrams one after another, and ways to spoil them.
final class Recorded {
    static final String BOTH_FAMILIES = "linux-6.18-both-families.bin";
    static final String IPV4 = "linux-6.18-ipv4.bin";
    static final String IPV6 = "linux-6.18-ipv6.bin";
    static final String CLOSING = "linux-6.18-closing-with-tcp-info.bin";
    static final String REFUSED = "linux-6.18-refused.bin";
    static final List<String> ALL = List.of(BOTH_FAMILIES, IPV4, IPV6, CLOSING, REFUSED);

    private Recorded() {}

    static byte[] bytes(String name) {
        try (InputStream file = Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The offset of every message.
    static List<Integer> messages(byte[] dump) {
        List<Integer> offsets = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(dump).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset = 0; offset < dump.length; offset += (buffer.getInt(offset) + 3) & ~3) {
            offsets.add(offset);
        }
        return offsets;
    }

    static byte[] withByte(byte[] dump, int offset, int value) {
        byte[] changed = dump.clone();
        changed[offset] = (byte) value;
        return changed;
    }

    static byte[] withInt(byte[] dump, int offset, int value) {
        byte[] changed = dump.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return changed;
    }

    /// The first socket of the IPv4 dump with one more attribute, `struct tcp_info` cut to these bytes.
    static byte[] withTcpInfo(int claimedLength, byte[] information) {
        int socket = 16 + DiagRow.BYTES;
        byte[] message = Arrays.copyOf(bytes(IPV4), socket + 4 + information.length);
        ByteBuffer.wrap(message)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, message.length)
                .putShort(socket, (short) claimedLength)
                .putShort(socket + 2, (short) 2)
                .put(socket + 4, information);
        return message;
    }

    static byte[] truncated(byte[] dump, int length) {
        return Arrays.copyOf(dump, length);
    }
}
