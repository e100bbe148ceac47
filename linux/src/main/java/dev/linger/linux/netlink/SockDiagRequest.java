package dev.linger.linux.netlink;

/// The bytes that ask the kernel for a dump of TCP sockets (include/uapi/linux/inet_diag.h, netlink.h).
///
/// There are two ways to ask. The old one, `TCPDIAG_GETSOCK`, is answered with the sockets of both address families in
/// one walk of the kernel's tables (net/ipv4/inet_diag.c:inet_diag_dump_compat sets AF_UNSPEC); the new one,
/// `SOCK_DIAG_BY_FAMILY`, refuses AF_UNSPEC and so needs two walks. Everything else is alike.
public final class SockDiagRequest {
    static final int TCPDIAG_GETSOCK = 18;
    static final int SOCK_DIAG_BY_FAMILY = 20;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;

    /// `struct nlmsghdr`.
    static final int HEADER_BYTES = 16;

    /// `struct inet_diag_req`.
    static final int OLD_BODY_BYTES = 60;

    /// `struct inet_diag_req_v2`.
    static final int BODY_BYTES = 56;

    private static final int REQUEST_AND_DUMP = 0x301; // NLM_F_REQUEST | NLM_F_ROOT | NLM_F_MATCH
    private static final int IPPROTO_TCP = 6;

    private SockDiagRequest() {}

    /// Asks for sockets of both families.
    ///
    /// @param states bit n for the kernel's state n
    /// @param extensions bit n - 1 for attribute n, see [SockDiagReader#INFO_EXTENSION]
    public static byte[] bothFamilies(int states, int extensions) {
        byte[] request = header(TCPDIAG_GETSOCK, OLD_BODY_BYTES);
        request[HEADER_BYTES] = AF_INET; // not looked at
        request[HEADER_BYTES + 3] = (byte) extensions;
        NativeBytes.putHostInt(request, HEADER_BYTES + 52, states);
        return request;
    }

    /// Asks for sockets of one family.
    public static byte[] oneFamily(int family, int states, int extensions) {
        byte[] request = header(SOCK_DIAG_BY_FAMILY, BODY_BYTES);
        request[HEADER_BYTES] = (byte) family;
        request[HEADER_BYTES + 1] = IPPROTO_TCP;
        request[HEADER_BYTES + 2] = (byte) extensions;
        NativeBytes.putHostInt(request, HEADER_BYTES + 4, states);
        return request;
    }

    private static byte[] header(int type, int bodyBytes) {
        byte[] request = new byte[HEADER_BYTES + bodyBytes];
        NativeBytes.putHostInt(request, 0, request.length);
        NativeBytes.putHostShort(request, 4, type);
        NativeBytes.putHostShort(request, 6, REQUEST_AND_DUMP);
        return request;
    }
}
