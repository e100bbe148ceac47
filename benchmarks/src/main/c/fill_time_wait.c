// Leaves COUNT sockets in TIME_WAIT on the loopback of the namespace it runs in: opens and closes, client first, fast
// enough that half a million are there before the first is gone. Each destination gets PER_PORT of them, fewer than
// half of the default port range, so that no connect() has to search.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PER_PORT = 13000, FIRST_PORT = 2000 };

static void fail(const char *what) {
    perror(what);
    exit(1);
}

int main(int argc, char **argv) {
    long count = argc > 1 ? atol(argv[1]) : 1000;
    int first = FIRST_PORT + (argc > 2 ? atoi(argv[2]) : 0);
    for (long made = 0; made < count; first++) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(first)};
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
        if (listen(listener, 128) < 0) fail("listen");
        for (int here = 0; here < PER_PORT && made < count; here++, made++) {
            int client = socket(AF_INET, SOCK_STREAM, 0);
            if (connect(client, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
            int server = accept(listener, NULL, NULL);
            if (server < 0) fail("accept");
            close(client);
            close(server);
        }
        close(listener);
    }
    return 0;
}
