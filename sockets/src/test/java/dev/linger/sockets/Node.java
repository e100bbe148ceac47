package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;

/// A host with one process, and the calls of that process in few words.
final class Node {
    final IpAddress address;
    final TcpEngine engine;
    final EventRouter router;
    final ProcessSockets process;
    final Queue<Segment> sent = new ArrayDeque<>();
    final Output output = segment -> sent.add(new Segment().copyFrom(segment));
    private final Network network;

    Node(Network network, Profile profile, String address) {
        this.network = network;
        this.address = IpAddress.parse(address).orElseThrow();
        this.engine = new TcpEngine(HostConfig.of(profile, 1, this.address));
        this.router = new EventRouter(engine);
        this.process = new ProcessSockets(router);
    }

    void arrive(Segment segment) {
        engine.onSegment(segment, network.now, router.toward(output));
        process.proceed(network.now, output);
    }

    long nextDeadline() {
        return Math.min(engine.nextDeadlineNanos(), process.nextDeadlineNanos());
    }

    void onTime() {
        engine.onTime(network.now, router.toward(output));
        process.proceed(network.now, output);
    }

    int socket() {
        return (int) process.socket(AddressFamily.AF_INET, false).value();
    }

    int nonBlockingSocket() {
        return (int) process.socket(AddressFamily.AF_INET, true).value();
    }

    int listen(int port) {
        int fd = socket();
        process.bind(fd, new Endpoint(address, port), network.now);
        process.listen(fd, 8, network.now);
        return fd;
    }

    Call accept(int fd) {
        return settled(process.accept(fd, false, network.now, output));
    }

    Call connect(int fd, Node to, int port) {
        return settled(process.connect(fd, new Endpoint(to.address, port), network.now, output));
    }

    Call write(int fd, int length, MessageFlag... flags) {
        byte[] text = new byte[length];
        for (int index = 0; index < length; index++) {
            text[index] = (byte) (index + 1);
        }
        return settled(process.send(fd, text, 0, length, set(flags), network.now, output));
    }

    Call read(int fd, int length, MessageFlag... flags) {
        return read(fd, new byte[length], flags);
    }

    Call read(int fd, byte[] into, MessageFlag... flags) {
        return settled(process.receive(fd, into, 0, into.length, set(flags), network.now, output));
    }

    Call close(int fd) {
        return settled(process.close(fd, network.now, output));
    }

    CallResult shutdown(int fd, ShutdownHow how) {
        CallResult result = process.shutdown(fd, how, network.now, output);
        network.settle();
        return result;
    }

    void option(int fd, SocketOption option, long value) {
        process.setOption(fd, option, value, network.now, output);
        network.settle();
    }

    Call poll(int timeoutMillis, PollItem... items) {
        return settled(process.poll(List.of(items), timeoutMillis, network.now, output));
    }

    /// What poll() says of one socket now, asked for everything.
    int readiness(int fd) {
        PollItem item = new PollItem(fd, ~0);
        poll(0, item);
        return item.revents();
    }

    /// Closes so that the peer is reset.
    void reset(int fd) {
        option(fd, SocketOption.SO_LINGER, 0);
        close(fd);
    }

    private Call settled(Call call) {
        network.settle();
        return call;
    }

    private static EnumSet<MessageFlag> set(MessageFlag... flags) {
        EnumSet<MessageFlag> set = EnumSet.noneOf(MessageFlag.class);
        set.addAll(List.of(flags));
        return set;
    }

    static Errno errno(Call call) {
        return call.result().errno();
    }

    static long value(Call call) {
        return call.result().value();
    }
}
