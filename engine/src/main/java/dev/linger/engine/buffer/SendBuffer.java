package dev.linger.engine.buffer;

import dev.linger.engine.hash.StateDigest;
import java.util.Objects;

/// What a program wrote and the peer has not acknowledged yet, sent or not: from SND.UNA on (RFC 9293 §3.3.1).
///
/// It holds no array while it is empty, and otherwise one of the pool's lengths that is less than twice what it
/// once held; when three quarters of that are empty it moves to a shorter one.
public final class SendBuffer {
    /// [#offsetOf] when the bytes go beyond the array's end and on at its beginning.
    public static final int IN_TWO_PIECES = -1;

    private final BufferPool pool;
    private byte[] ring = BufferPool.NOTHING;
    private int first;
    private int length;

    public SendBuffer(BufferPool pool) {
        this.pool = pool;
    }

    /// Bytes held.
    public int length() {
        return length;
    }

    /// Bytes of memory taken from the pool.
    public int capacity() {
        return ring.length;
    }

    /// Adds bytes at the end. How many a connection may hold is for the caller to limit.
    ///
    /// @throws IllegalArgumentException if it would hold more than [BufferPool#LARGEST]
    public void append(byte[] from, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, from.length);
        if (count > BufferPool.LARGEST - length) {
            throw new IllegalArgumentException("no room for " + count + " bytes more than " + length);
        }
        if (count == 0) {
            return;
        }
        if (length + count > ring.length) {
            moveTo(pool.take(length + count));
        }
        Ring.copyIn(from, offset, ring, first + length, count);
        length += count;
    }

    /// Copies bytes and keeps them: they may have to be sent again.
    ///
    /// @param position of the first byte to copy, counted from the first one held
    /// @throws IndexOutOfBoundsException if it does not hold so many from there
    public void copyTo(int position, byte[] to, int toOffset, int count) {
        Objects.checkFromIndexSize(position, count, length);
        Objects.checkFromIndexSize(toOffset, count, to.length);
        Ring.copyOut(ring, first + position, to, toOffset, count);
    }

    /// Where in [#array] bytes stand that are to be read at once and in place, or [#IN_TWO_PIECES].
    ///
    /// @param position of the first byte, counted from the first one held
    /// @throws IndexOutOfBoundsException if it does not hold so many from there
    public int offsetOf(int position, int count) {
        Objects.checkFromIndexSize(position, count, length);
        int offset = (first + position) & (ring.length - 1);
        return offset + count <= ring.length ? offset : IN_TWO_PIECES;
    }

    /// What the bytes stand in until the next change; nobody else may write to it.
    public byte[] array() {
        return ring;
    }

    /// Forgets the first `count` bytes: they are acknowledged.
    ///
    /// @throws IllegalArgumentException if it does not hold so many
    public void drop(int count) {
        if (count < 0 || count > length) {
            throw new IllegalArgumentException("can not drop " + count + " of " + length + " bytes");
        }
        if (count == length) {
            clear();
            return;
        }
        first = (first + count) & (ring.length - 1);
        length -= count;
        if (length <= ring.length / 4 && ring.length > BufferPool.SMALLEST) {
            moveTo(pool.take(2 * length));
        }
    }

    /// Forgets everything.
    public void clear() {
        if (ring.length > 0) {
            pool.give(ring);
        }
        ring = BufferPool.NOTHING;
        first = 0;
        length = 0;
    }

    /// Becomes what `other` is, another buffer; the pool stays its own.
    public void copyFrom(SendBuffer other) {
        clear();
        if (other.length > 0) {
            ring = pool.take(other.length);
            Ring.copyOut(other.ring, other.first, ring, 0, other.length);
            length = other.length;
        }
    }

    /// Adds what it holds; where in memory it stands makes no difference.
    public void addTo(StateDigest digest) {
        Ring.addTo(digest, ring, first, length);
    }

    private void moveTo(byte[] next) {
        Ring.copyOut(ring, first, next, 0, length);
        if (ring.length > 0) {
            pool.give(ring);
        }
        ring = next;
        first = 0;
    }
}
