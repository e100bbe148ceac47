package dev.linger.engine.buffer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What a [ReceiveBuffer] is to do, in the plainest way: a stream from its very first byte, with a bit for each
/// byte that is here.
final class StreamModel {
    /// A stretch of text, in bytes beyond RCV.NXT.
    record Range(int start, int end) {}

    private final byte[] stream;
    private final BitSet present = new BitSet();
    private int read;
    private int next;
    private int latest = ReceiveBuffer.NONE;

    StreamModel(int length) {
        stream = new byte[length];
    }

    int room() {
        return stream.length - next;
    }

    int readable() {
        return next - read;
    }

    /// The same answer as [ReceiveBuffer#store].
    int store(int ahead, byte[] from, int offset, int length) {
        int begin = next + ahead;
        int end = begin + length;
        int following = present.nextSetBit(begin);
        boolean joins = ahead == 0 || present.get(begin - 1) || (following >= 0 && following <= end);
        if (length == 0) {
            return 0;
        }
        if (!joins && ranges().size() == ReceiveBuffer.MAX_RANGES) {
            return ReceiveBuffer.DROPPED;
        }
        for (int at = begin; at < end; at++) {
            if (!present.get(at)) {
                stream[at] = from[offset + at - begin];
                present.set(at);
            }
        }
        int advance = present.nextClearBit(next) - next;
        next += advance;
        latest = ahead > 0 ? begin : latest;
        return advance;
    }

    byte[] read(int atMost) {
        int count = Math.min(atMost, readable());
        byte[] taken = new byte[count];
        System.arraycopy(stream, read, taken, 0, count);
        read += count;
        return taken;
    }

    List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        int start = present.nextSetBit(next);
        while (start >= 0) {
            int end = present.nextClearBit(start);
            ranges.add(new Range(start - next, end - next));
            start = present.nextSetBit(end);
        }
        return ranges;
    }

    int latestRange() {
        List<Range> ranges = ranges();
        for (int index = 0; index < ranges.size(); index++) {
            if (latest - next >= ranges.get(index).start()
                    && latest - next < ranges.get(index).end()) {
                return index;
            }
        }
        return ranges.isEmpty() ? ReceiveBuffer.NONE : 0;
    }
}
