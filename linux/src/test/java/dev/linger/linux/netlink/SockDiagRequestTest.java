package dev.linger.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/// The offsets are those of `struct inet_diag_req` and `struct inet_diag_req_v2` (include/uapi/linux/inet_diag.h).
class SockDiagRequestTest {
    private static final int STATES = 0x3FFE;

    private static ByteBuffer read(byte[] request) {
        return ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
    }

    @Test
    void theRequestForOneFamilyIsLaidOutAsTheKernelExpects() {
        ByteBuffer request = read(SockDiagRequest.oneFamily(SockDiagRequest.AF_INET6, STATES, 2));

        assertThat(request.capacity()).as("nlmsghdr 16, inet_diag_req_v2 56").isEqualTo(72);
        assertThat(request.getInt(0)).as("length").isEqualTo(72);
        assertThat(request.getShort(4)).as("SOCK_DIAG_BY_FAMILY").isEqualTo((short) 20);
        assertThat(request.getShort(6)).as("NLM_F_REQUEST, NLM_F_DUMP").isEqualTo((short) 0x301);
        assertThat(request.get(16)).as("family").isEqualTo((byte) 10);
        assertThat(request.get(17)).as("protocol").isEqualTo((byte) 6);
        assertThat(request.get(18)).as("extensions").isEqualTo((byte) 2);
        assertThat(request.getInt(20)).as("states").isEqualTo(STATES);
    }

    @Test
    void theRequestForBothFamiliesIsLaidOutAsTheKernelExpects() {
        ByteBuffer request = read(SockDiagRequest.bothFamilies(STATES, 2));

        assertThat(request.capacity()).as("nlmsghdr 16, inet_diag_req 60").isEqualTo(76);
        assertThat(request.getInt(0)).as("length").isEqualTo(76);
        assertThat(request.getShort(4)).as("TCPDIAG_GETSOCK").isEqualTo((short) 18);
        assertThat(request.getShort(6)).as("NLM_F_REQUEST, NLM_F_DUMP").isEqualTo((short) 0x301);
        assertThat(request.get(19)).as("extensions").isEqualTo((byte) 2);
        assertThat(request.getInt(68)).as("states").isEqualTo(STATES);
    }
}
