package dev.linger.engine.buffer;

import dev.linger.engine.hash.StateDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the peer sent and the program has not read yet: bytes in order, and text that arrived ahead of a gap
/// and is held for later processing (RFC 9293 §3.10.7.4 SHLD-31).
///
/// Everything ahead is counted from RCV.NXT, so that sequence numbers and their wrap-around stay with the
/// caller. It holds no array while it is empty; otherwise one that reaches from the first unread byte to the
/// end of the farthest range.
public final class ReceiveBuffer {
    /// Gaps that may be open at a time; what would open one more is dropped, for the peer to send it again.
    public static final int MAX_RANGES = 64;
    /// [#store] dropped the text.
    public static final int DROPPED = -1;
    /// [#latestRange] when there is none.
    public static final int NONE = -1;

    /// Words of a range array: how many ranges there are, which was touched last, then start and end of each.
    static final int RANGE_WORDS = 2 + 2 * MAX_RANGES;

    private static final int COUNT = 0;
    private static final int LATEST = 1;
    private static final int RANGES = 2;

    private final BufferPool pool;
    private byte[] ring = BufferPool.NOTHING;

    // Null while nothing arrived ahead, which is nearly always: a connection should not pay for it.
    private int @Nullable [] ranges;

    private int first;
    private int readable;

    public ReceiveBuffer(BufferPool pool) {
        this.pool = pool;
    }

    /// Bytes in order that the program may read.
    public int readable() {
        return readable;
    }

    /// Bytes of memory taken from the pool for text.
    public int capacity() {
        return ring.length;
    }

    /// Whether text has arrived behind a gap.
    public boolean hasGaps() {
        return ranges != null;
    }

    /// Stretches of text behind gaps, 0 to [#MAX_RANGES].
    public int rangeCount() {
        return ranges == null ? 0 : ranges[COUNT];
    }

    /// Where a range begins, in bytes beyond RCV.NXT; at least 1. Ranges ascend and neither overlap nor touch.
    ///
    /// @throws IndexOutOfBoundsException if there is no such range
    public int rangeStart(int index) {
        return existing(index)[RANGES + 2 * index];
    }

    /// Where a range ends, in bytes beyond RCV.NXT, exclusive.
    ///
    /// @throws IndexOutOfBoundsException if there is no such range
    public int rangeEnd(int index) {
        return existing(index)[RANGES + 2 * index + 1];
    }

    /// The range that the last text behind a gap went into, or was in already: a SACK option's first block
    /// (RFC 2018 §4). When that one was joined to what is readable, the first; [#NONE] without ranges.
    public int latestRange() {
        return ranges == null ? NONE : ranges[LATEST];
    }

    /// End of the farthest range in bytes beyond RCV.NXT, 0 without ranges.
    public int aheadEnd() {
        int count = rangeCount();
        return count == 0 ? 0 : rangeEnd(count - 1);
    }

    /// Keeps text that arrived. Bytes that are here already stay as they are, whatever the new ones say.
    ///
    /// @param ahead where the text begins, in bytes beyond RCV.NXT; 0 is next. The caller has trimmed the text
    ///     to the receive window
    /// @return by how much RCV.NXT advances: 0 when a gap stays in front of the text; or [#DROPPED], with nothing
    ///     changed, when it would have opened more than [#MAX_RANGES] gaps
    /// @throws IllegalArgumentException if `ahead` is negative, or more than [BufferPool#LARGEST] bytes would be
    ///     spanned
    public int store(int ahead, byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.length);
        long span = (long) readable + ahead + length;
        if (ahead < 0 || span > BufferPool.LARGEST) {
            throw new IllegalArgumentException(
                    "no room for " + length + " bytes " + ahead + " beyond " + readable + " readable");
        }
        if (length == 0) {
            return 0;
        }
        if (ranges != null || ahead > 0) {
            return storeAmongRanges(ahead, from, offset, length);
        }
        reserve((int) span);
        Ring.copyIn(from, offset, ring, first + readable, length);
        readable += length;
        return length;
    }

    private int storeAmongRanges(int start, byte[] from, int offset, int length) {
        int end = start + length;
        int[] held = ranges == null ? openRanges() : ranges;
        int count = held[COUNT];
        // The ranges from `low` to before `high` overlap or touch the text and become one with it.
        int low = 0;
        while (low < count && held[RANGES + 2 * low + 1] < start) {
            low++;
        }
        int high = low;
        while (high < count && held[RANGES + 2 * high] <= end) {
            high++;
        }
        if (low == high && start > 0 && count == MAX_RANGES) {
            return DROPPED;
        }
        reserve(readable + end);
        copyMissing(held, low, high, start, from, offset, length);
        int joinedStart = low == high ? start : Math.min(start, held[RANGES + 2 * low]);
        int joinedEnd = low == high ? end : Math.max(end, held[RANGES + 2 * high - 1]);
        if (start == 0) {
            removeBefore(held, high, joinedEnd);
            readable += joinedEnd;
            return joinedEnd;
        }
        int kept = low + 1;
        System.arraycopy(held, RANGES + 2 * high, held, RANGES + 2 * kept, 2 * (count - high));
        held[RANGES + 2 * low] = joinedStart;
        held[RANGES + 2 * low + 1] = joinedEnd;
        held[COUNT] = count - high + kept;
        held[LATEST] = low;
        return 0;
    }

    /// Copies what no range from `low` to before `high` has.
    private void copyMissing(int[] held, int low, int high, int start, byte[] from, int offset, int length) {
        int end = start + length;
        int next = start;
        for (int index = low; index <= high; index++) {
            int gapEnd = index == high ? end : Math.min(end, held[RANGES + 2 * index]);
            if (gapEnd > next) {
                Ring.copyIn(from, offset + (next - start), ring, first + readable + next, gapEnd - next);
            }
            if (index < high) {
                next = Math.max(next, held[RANGES + 2 * index + 1]);
            }
        }
    }

    /// Takes out the first ranges, which became readable, and counts the others from the new RCV.NXT.
    private void removeBefore(int[] held, int removed, int advance) {
        int left = held[COUNT] - removed;
        if (left == 0) {
            closeRanges();
            return;
        }
        for (int word = 0; word < 2 * left; word++) {
            held[RANGES + word] = held[RANGES + 2 * removed + word] - advance;
        }
        held[COUNT] = left;
        held[LATEST] = Math.max(0, held[LATEST] - removed);
    }

    /// Moves bytes in order to the program.
    ///
    /// @return how many: `length`, or all that are readable when they are fewer
    public int read(byte[] to, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, to.length);
        int count = Math.min(length, readable);
        Ring.copyOut(ring, first, to, offset, count);
        forget(count);
        return count;
    }

    /// Copies bytes in order that stay, from the one after the first `skipped` on.
    ///
    /// @return how many: `length`, or all that are readable behind `skipped` when they are fewer
    public int peek(int skipped, byte[] to, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, to.length);
        int count = Math.min(length, Math.max(0, readable - skipped));
        Ring.copyOut(ring, first + skipped, to, offset, count);
        return count;
    }

    /// Throws away what the program did not read; RCV.NXT and text behind gaps stay.
    public void discardReadable() {
        forget(readable);
    }

    /// Throws away everything.
    public void clear() {
        readable = 0;
        closeRanges();
        forget(0);
    }

    /// Becomes what `other` is, another buffer; the pool stays its own.
    public void copyFrom(ReceiveBuffer other) {
        clear();
        int span = other.span();
        if (span > 0) {
            ring = pool.take(span);
            Ring.copyOut(other.ring, other.first, ring, 0, span);
        }
        readable = other.readable;
        int[] held = other.ranges;
        if (held != null) {
            System.arraycopy(held, 0, openRanges(), 0, RANGES + 2 * held[COUNT]);
        }
    }

    /// Adds what it holds and where; how it stands in memory makes no difference.
    public void addTo(StateDigest digest) {
        Ring.addTo(digest, ring, first, readable);
        digest.add(rangeCount(), latestRange());
        for (int index = 0; index < rangeCount(); index++) {
            int start = rangeStart(index);
            digest.add(start);
            Ring.addTo(digest, ring, first + readable + start, rangeEnd(index) - start);
        }
    }

    private int[] existing(int index) {
        Objects.checkIndex(index, rangeCount());
        return Objects.requireNonNull(ranges);
    }

    private int[] openRanges() {
        int[] opened = pool.takeRanges();
        opened[COUNT] = 0;
        ranges = opened;
        return opened;
    }

    private void closeRanges() {
        if (ranges != null) {
            pool.giveRanges(ranges);
            ranges = null;
        }
    }

    /// Bytes from the first unread one to the end of the farthest range.
    private int span() {
        return readable + aheadEnd();
    }

    private void forget(int count) {
        readable -= count;
        int span = span();
        if (span == 0) {
            if (ring.length > 0) {
                pool.give(ring);
            }
            ring = BufferPool.NOTHING;
            first = 0;
            return;
        }
        first = (first + count) & (ring.length - 1);
        if (span <= ring.length / 4 && ring.length > BufferPool.SMALLEST) {
            moveTo(pool.take(2 * span), span);
        }
    }

    private void reserve(int span) {
        if (span > ring.length) {
            moveTo(pool.take(span), span());
        }
    }

    private void moveTo(byte[] next, int span) {
        Ring.copyOut(ring, first, next, 0, span);
        if (ring.length > 0) {
            pool.give(ring);
        }
        ring = next;
        first = 0;
    }
}
