package dev.linger.wire;

/// The order in which a system writes the options of a segment, and at which byte of a word each begins: what is
/// between them is filled with no-operations, what is left of the last word with zeros.
public enum OptionOrder {
    /// net/ipv4/tcp_output.c:tcp_options_write.
    LINUX(
            2,
            0,
            TcpOptions.MAXIMUM_SEGMENT_SIZE,
            TcpOptions.SACK_PERMITTED,
            TcpOptions.TIMESTAMPS,
            TcpOptions.WINDOW_SCALE,
            TcpOptions.SACK),

    /// FreeBSD, sys/netinet/tcp_output.c:tcp_addoptions.
    FREEBSD(
            0,
            0,
            TcpOptions.MAXIMUM_SEGMENT_SIZE,
            TcpOptions.WINDOW_SCALE,
            TcpOptions.SACK_PERMITTED,
            TcpOptions.TIMESTAMPS,
            TcpOptions.SACK),

    /// Windows 2000 to 2003, after the signatures of p0f 3 for Windows XP.
    WINDOWS_XP(
            2,
            2,
            TcpOptions.MAXIMUM_SEGMENT_SIZE,
            TcpOptions.WINDOW_SCALE,
            TcpOptions.TIMESTAMPS,
            TcpOptions.SACK_PERMITTED,
            TcpOptions.SACK),

    /// Windows 7 and later, after the signatures of p0f 3.
    WINDOWS(
            2,
            0,
            TcpOptions.MAXIMUM_SEGMENT_SIZE,
            TcpOptions.WINDOW_SCALE,
            TcpOptions.SACK_PERMITTED,
            TcpOptions.TIMESTAMPS,
            TcpOptions.SACK),

    /// macOS, bsd/netinet/tcp_output.c:tcp_output.
    MACOS(
            0,
            0,
            TcpOptions.MAXIMUM_SEGMENT_SIZE,
            TcpOptions.WINDOW_SCALE,
            TcpOptions.TIMESTAMPS,
            TcpOptions.SACK_PERMITTED,
            TcpOptions.SACK);

    // Never written to after construction.
    @SuppressWarnings("ImmutableEnumChecker")
    private final int[] kinds;

    private final int sackPermittedAlone;
    private final int sackPermittedWithTimestamps;

    /// @param sackPermittedAlone the byte of a word at which SACK permitted begins in a segment without timestamps
    /// @param sackPermittedWithTimestamps the same in one with timestamps
    OptionOrder(int sackPermittedAlone, int sackPermittedWithTimestamps, int... kinds) {
        this.sackPermittedAlone = sackPermittedAlone;
        this.sackPermittedWithTimestamps = sackPermittedWithTimestamps;
        this.kinds = kinds;
    }

    /// The options of this segment by their kinds, in the order of the header, with each no-operation
    /// ([TcpOptions#NO_OPERATION]) and each byte at the end that is zero ([TcpOptions#END_OF_LIST]).
    ///
    /// @throws IllegalArgumentException when they take more than 40 bytes
    public int[] kindsOf(Segment segment) {
        return OptionLayout.kinds(segment, this);
    }

    int count() {
        return kinds.length;
    }

    int kind(int index) {
        return kinds[index];
    }

    /// How many no-operations stand before an option that would begin at `position`.
    int padding(Segment segment, int kind, int position) {
        int first = switch (kind) {
            case TcpOptions.WINDOW_SCALE -> 1;
            case TcpOptions.TIMESTAMPS, TcpOptions.SACK -> 2;
            case TcpOptions.SACK_PERMITTED ->
                segment.hasOption(Segment.TIMESTAMPS) ? sackPermittedWithTimestamps : sackPermittedAlone;
            default -> 0;
        };
        return (first - position) & 3;
    }
}
