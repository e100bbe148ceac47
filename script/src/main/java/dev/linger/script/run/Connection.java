package dev.linger.script.run;

import dev.linger.model.Endpoint;
import dev.linger.wire.Segment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection as the script sees it, and how its numbers stand to those on the wire.
///
/// In segments with SYN the script's sequence numbers are absolute; in others they count from the initial sequence
/// numbers, as tcpdump shows them. The peer's are the script's own; those of the host are learned from its SYN.
final class Connection {
    /// How far the script has come with it.
    enum Stage {
        /// socket() was called.
        NEW,
        LISTENING,
        /// connect() was called, and its SYN not yet expected.
        CONNECTING,
        /// The script has expected the SYN.
        SYN_SENT,
        /// The script has sent the first packet.
        RECEIVED,
        /// Both initial sequence numbers are known.
        OPEN
    }

    Stage stage;
    /// Null as long as the host has not chosen it.
    @Nullable
    Endpoint local;

    @Nullable
    Endpoint remote;

    int remoteIsn;
    private int wireIsn;
    private int scriptIsn;

    /// Timestamps as the script writes them, to those on the wire.
    private final Map<Integer, Integer> timestamps = new HashMap<>();
    private boolean timestampSeen;
    private int firstScriptTimestamp;
    private int firstWireTimestamp;

    Connection(Stage stage) {
        this.stage = stage;
    }

    /// The host's SYN: `script` is what the script calls its sequence number.
    void learnIsn(long script, int wire) {
        scriptIsn = (int) script;
        wireIsn = wire;
    }

    boolean sent(Segment segment) {
        return local != null
                && remote != null
                && segment.sourcePort == local.port()
                && segment.destinationPort == remote.port()
                && segment.sourceLow == local.address().low()
                && segment.sourceHigh == local.address().high()
                && isTo(remote, segment);
    }

    static boolean isTo(Endpoint remote, Segment segment) {
        return segment.destinationPort == remote.port()
                && segment.destinationLow == remote.address().low()
                && segment.destinationHigh == remote.address().high();
    }

    /// What to add to one of the host's sequence numbers in the script.
    int localOffset(boolean syn) {
        return syn ? wireIsn - scriptIsn : wireIsn;
    }

    /// What to add to one of the peer's sequence numbers in the script.
    int remoteOffset(boolean syn) {
        return syn ? 0 : remoteIsn;
    }

    /// The host has sent a timestamp where the script has another: they are the same from now on.
    void learnTimestamp(long script, int wire) {
        timestamps.put((int) script, wire);
        if (!timestampSeen) {
            timestampSeen = true;
            firstScriptTimestamp = (int) script;
            firstWireTimestamp = wire;
        }
    }

    /// One of the host's timestamps, counted as the script's.
    int scriptTimestamp(int wire) {
        return timestampSeen ? firstScriptTimestamp + (wire - firstWireTimestamp) : wire;
    }

    /// What an echoed timestamp is on the wire, or null when the host has sent none like it.
    @Nullable
    Integer wireTimestamp(long script, boolean scaled) {
        Integer exact = timestamps.get((int) script);
        if (exact != null || !scaled || !timestampSeen) {
            return exact;
        }
        return (int) script - firstScriptTimestamp + firstWireTimestamp;
    }
}
