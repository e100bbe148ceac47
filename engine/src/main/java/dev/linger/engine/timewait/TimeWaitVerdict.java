package dev.linger.engine.timewait;

/// What is to be done about a segment that arrived for a waiting row: bits joined with `|`, 0 for silence.
public final class TimeWaitVerdict {
    /// The segment is dropped and nothing changes.
    public static final int DROP = 0;
    /// Send `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`.
    public static final int ACKNOWLEDGE = 1;
    /// The acknowledgment counts against the row's limit: ask [TimeWaitArrival#replyAllowed] first.
    public static final int LIMITED = 1 << 1;
    /// Send a reset that answers the segment.
    public static final int RESET = 1 << 2;
    /// The row waits for a whole hold again.
    public static final int RESTART = 1 << 3;
    /// The row is removed.
    public static final int DISCARD = 1 << 4;
    /// A new connection may take the place of the row, if somebody listens.
    public static final int REOPEN = 1 << 5;
    /// The peer's FIN has come for an orphan in FIN_WAIT_2: it is TIME_WAIT from now on, for a whole hold.
    public static final int ENTER_TIME_WAIT = 1 << 6;
    /// TS.Recent becomes the segment's timestamp.
    public static final int UPDATE_TIMESTAMP = 1 << 7;
    /// The segment was too old by its timestamp (RFC 7323 §5.3): a matter for counters.
    public static final int PAWS_REJECTED = 1 << 8;

    private static final String[] NAMES = {
        "ack", "limited", "reset", "restart", "discard", "reopen", "enter", "timestamp", "paws"
    };

    private TimeWaitVerdict() {}

    /// Whether all of `bits` are in the verdict.
    public static boolean has(int verdict, int bits) {
        return (verdict & bits) == bits;
    }

    /// For tables: `ack limited restart`, or `drop`.
    public static String text(int verdict) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < NAMES.length; bit++) {
            if ((verdict & (1 << bit)) != 0) {
                text.append(text.isEmpty() ? "" : " ").append(NAMES[bit]);
            }
        }
        return text.isEmpty() ? "drop" : text.toString();
    }
}
