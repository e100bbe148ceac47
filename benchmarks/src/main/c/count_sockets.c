// The floor under every tool that lists sockets: dumps all TCP sockets of both families from the kernel and counts
// them by state, nothing else. Prints the number and that of TIME_WAIT.
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned long counts[16];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void dump(int fd, int family) {
    static char buffer[1 << 18];
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } message = {
        .header = {.nlmsg_len = sizeof message,
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .request = {.sdiag_family = family, .sdiag_protocol = IPPROTO_TCP, .idiag_states = ~0u},
    };
    if (send(fd, &message, sizeof message, 0) < 0) fail("send");
    for (;;) {
        ssize_t length = recv(fd, buffer, sizeof buffer, 0);
        if (length < 0) fail("recv");
        for (struct nlmsghdr *part = (struct nlmsghdr *)buffer; NLMSG_OK(part, length); part = NLMSG_NEXT(part, length)) {
            if (part->nlmsg_type == NLMSG_DONE) return;
            if (part->nlmsg_type == NLMSG_ERROR) fail("dump");
            counts[((struct inet_diag_msg *)NLMSG_DATA(part))->idiag_state & 15]++;
        }
    }
}

int main(void) {
    int fd = socket(AF_NETLINK, SOCK_DGRAM, NETLINK_SOCK_DIAG);
    if (fd < 0) fail("socket");
    dump(fd, AF_INET);
    dump(fd, AF_INET6);
    unsigned long total = 0;
    for (int state = 0; state < 16; state++) total += counts[state];
    printf("%lu %lu\n", total, counts[6]);
    return 0;
}
