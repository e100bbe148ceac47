package dev.linger.script.calls;

/// SO_SNDBUF and SO_RCVBUF. Linux keeps twice what is asked for, in bounds, and shows that
/// (net/core/sock.c:sk_setsockopt);
/// half of it is what an engine's buffer holds, as half of a receive buffer becomes the window
/// (include/net/tcp.h:tcp_win_from_space).
final class BufferSize {
    /// net.core.wmem_max and rmem_max.
    private static final int LINUX_MAX = 212_992;
    /// Half of SOCK_MIN_SNDBUF and SOCK_MIN_RCVBUF on a 64-bit kernel.
    private static final int LINUX_MIN_SEND = 2_304;

    private static final int LINUX_MIN_RECEIVE = 1_152;

    private BufferSize() {}

    /// What the engine's option is to be; -1 for a value that the system refuses.
    static long kept(Constants constants, OptionKind kind, int asked) {
        if (!constants.isLinux()) {
            return asked <= 0 ? -1 : asked;
        }
        long capped = asked < 0 ? LINUX_MAX : Math.min(asked, LINUX_MAX);
        return Math.max(capped, kind.name().equals("SO_SNDBUF") ? LINUX_MIN_SEND : LINUX_MIN_RECEIVE);
    }

    /// What getsockopt() shows of it.
    static long shown(Constants constants, long kept) {
        return constants.isLinux() ? 2 * kept : kept;
    }
}
