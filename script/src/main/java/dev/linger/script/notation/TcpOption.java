package dev.linger.script.notation;

import java.util.List;

/// One option of a segment, in the order of the header.
public sealed interface TcpOption {
    /// `eol`: a byte that ends the list or fills it up.
    record EndOfList() implements TcpOption {}

    /// `nop`.
    record NoOperation() implements TcpOption {}

    /// `mss 1460`: 0 to 65535 bytes.
    record MaximumSegmentSize(int bytes) implements TcpOption {}

    /// `wscale 7`: 0 to 255.
    record WindowScale(int shift) implements TcpOption {}

    /// `sackOK`.
    record SackPermitted() implements TcpOption {}

    /// `sack 1:101 201:301`.
    record Sack(List<Block> blocks) implements TcpOption {
        public Sack {
            blocks = List.copyOf(blocks);
        }

        /// Sequence numbers relative to the connection, 0 to 2^32 - 1.
        public record Block(long left, long right) {}
    }

    /// `TS val 100 ecr 200`, each 0 to 2^32 - 1.
    ///
    /// @param val -1 for `...`: not looked at
    /// @param ecrOnWire `ecr 200!`: as it is on the wire, not to be translated
    record Timestamps(long val, long ecr, boolean ecrOnWire) implements TcpOption {}

    /// Any other: its kind and the bytes after its length, and how the script wrote it.
    ///
    /// @param kind 0 to 255, or [#RAW]
    /// @param data two lower-case hexadecimal digits for each byte
    record Other(int kind, String data, String text) implements TcpOption {
        /// `<0204ffd7>`: `data` is the whole list as it is on the wire.
        public static final int RAW = -1;
    }
}
