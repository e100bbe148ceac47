package dev.linger.engine.timewait;

import dev.linger.model.SequenceNumber;

/// Where the sequence numbers of a connection begin that takes the place of a waiting row.
public enum Incarnation {
    /// 65,537 above the old SND.NXT: Linux, by a SYN and by connect() alike
    /// (`net/ipv4/tcp_minisocks.c:tcp_timewait_state_process`).
    ABOVE_OLD {
        @Override
        public int initialSequence(int ordinary, int sndNxt) {
            int number = sndNxt + DISTANCE;
            // The kernel hands the number on in a field where 0 means that there is none.
            return number == 0 ? 1 : number;
        }
    },
    /// As for any other connection.
    ORDINARY {
        @Override
        public int initialSequence(int ordinary, int sndNxt) {
            return ordinary;
        }
    },
    /// As for any other, but above every number the old connection used (RFC 9293 §3.6.1, MAY-2).
    ORDINARY_ABOVE_USED {
        @Override
        public int initialSequence(int ordinary, int sndNxt) {
            return SequenceNumber.later(ordinary, sndNxt);
        }
    };

    private static final int DISTANCE = 65_537;

    /// The ISS, given the one an ordinary connection would have now and the row's SND.NXT.
    public abstract int initialSequence(int ordinary, int sndNxt);
}
