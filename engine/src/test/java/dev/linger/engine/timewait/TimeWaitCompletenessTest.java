package dev.linger.engine.timewait;

import dev.linger.engine.hash.StateFields;
import org.junit.jupiter.api.Test;

/// No field of a waiting row is forgotten when it is stored, copied or fingerprinted.
class TimeWaitCompletenessTest {
    @Test
    void everyFieldOfARowIsCopied() {
        rows().areCopiedBy((from, to) -> to.copyFrom(from));
    }

    @Test
    void everyFieldOfARowIsKeptByAStoreAndItsCopy() {
        rows().notCopied("substate", "only two values fit: see TimeWaitStoreTest")
                .areCopiedBy((from, to) -> {
                    TimeWaitStore store = new TimeWaitStore(1, 3, true, 1);
                    int handle = store.add(from);
                    TimeWaitStore copy = new TimeWaitStore(4, 3, true, 2);
                    copy.copyFrom(store);
                    copy.load(handle, to);
                });
    }

    @Test
    void everyFieldOfARowIsPartOfItsFingerprint() {
        rows().areAddedBy((row, digest) -> row.addTo(digest, 7));
    }

    private static StateFields<TimeWaitRow> rows() {
        return StateFields.of(TimeWaitRow.class, TimeWaitCompletenessTest::row);
    }

    private static TimeWaitRow row() {
        TimeWaitRow row = new TimeWaitRow();
        row.localLow = 0xFFFF_0A00_0001L;
        row.remoteLow = 0xFFFF_C000_0201L;
        row.remoteHigh = 4;
        row.localPort = 80;
        row.remotePort = 40_000;
        row.rcvWnd = 1 << 14;
        row.timestamps = true;
        row.repliedCount = 2;
        row.repliedMillis = 5;
        row.enteredMillis = 6;
        row.deadlineMillis = 60_006;
        return row;
    }
}
