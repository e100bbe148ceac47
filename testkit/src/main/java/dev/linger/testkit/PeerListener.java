package dev.linger.testkit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One listening socket of a peer, with the connections that came through it, served by one thread.
///
/// Every accepted connection is registered with the selector, even one that nobody reads: its key set is the list of
/// the open ones. Closing the listening socket leaves them alone.
final class PeerListener implements Runnable {
    private static final int STOP_SECONDS = 10;

    private final Serving serving;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final int port;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile int acceptedCount;

    private PeerListener(Serving serving, ServerSocketChannel server, Selector selector, int port) {
        this.serving = serving;
        this.server = server;
        this.selector = selector;
        this.port = port;
    }

    static PeerListener open(Listening listening) throws IOException {
        ServerSocketChannel server = listening.ipv4Only()
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, listening.reuseAddress());
            server.setOption(StandardSocketOptions.SO_REUSEPORT, listening.sharedPort());
            InetAddress address = InetAddress.getByName(listening.address());
            server.bind(new InetSocketAddress(address, listening.port()), listening.backlog());
            server.configureBlocking(false);
            Selector selector = Selector.open();
            int interest = listening.serving() == Serving.NO_ACCEPT ? 0 : SelectionKey.OP_ACCEPT;
            server.register(selector, interest);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            PeerListener listener = new PeerListener(listening.serving(), server, selector, port);
            Thread.ofPlatform().daemon().name("listen-" + port).start(listener);
            return listener;
        } catch (IOException failure) {
            server.close();
            throw failure;
        }
    }

    int port() {
        return port;
    }

    int acceptedCount() {
        return acceptedCount;
    }

    /// Closes the listening socket and returns when the kernel has done so.
    void stopListening() throws InterruptedException {
        stopping = true;
        selector.wakeup();
        if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the listener on port " + port + " did not stop");
        }
    }

    /// Closes or resets all connections that are open and returns how many there were.
    int closeAccepted(boolean abort) throws IOException {
        int count = 0;
        for (SelectionKey key : selector.keys()) {
            if (key.channel() instanceof SocketChannel channel && channel.isOpen()) {
                if (abort) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
                channel.close();
                count++;
            }
        }
        // The descriptor of a registered channel is closed by the selector, not by close().
        selector.wakeup();
        return count;
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
                if (stopping && server.isOpen()) {
                    server.close();
                    selector.selectNow(this::serve);
                    stopped.countDown();
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the listener on port " + port + " ended", failure);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.channel() instanceof SocketChannel channel) {
                receive(key, channel);
            } else {
                accept(key);
            }
        } catch (ClosedChannelException | CancelledKeyException closedMeanwhile) {
            // By closeAccepted, from the thread of the commands.
        } catch (IOException failure) {
            throw new UncheckedIOException("port " + port, failure);
        }
    }

    // A single writer: the counter is volatile only for the thread of the commands.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void accept(SelectionKey key) throws IOException {
        for (SocketChannel channel = nextAccepted(key); channel != null; channel = nextAccepted(key)) {
            if (serving == Serving.CLOSE_FIRST) {
                channel.close();
            } else {
                channel.configureBlocking(false);
                channel.register(selector, serving.watches() ? SelectionKey.OP_READ : 0);
            }
            acceptedCount++;
        }
    }

    private @Nullable SocketChannel nextAccepted(SelectionKey key) throws ClosedChannelException {
        try {
            return server.accept();
        } catch (ClosedChannelException closedMeanwhile) {
            throw closedMeanwhile;
        } catch (IOException failure) {
            // No more descriptors, most likely: the rest stays in the accept queue, and the test sees why.
            key.interestOps(0);
            complain("stops accepting: " + failure.getMessage());
            return null;
        }
    }

    // Not System.err: only the command line may use the standard streams by that way.
    private void complain(String problem) {
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        errors.println("the listener on port " + port + " " + problem);
    }

    private void receive(SelectionKey key, SocketChannel channel) throws IOException {
        int count;
        try {
            buffer.clear();
            count = channel.read(buffer);
        } catch (IOException reset) {
            // The client aborted: there is nothing left to serve.
            channel.close();
            return;
        }
        boolean ended = count < 0;
        if (serving == Serving.CLOSE_AFTER_READ || (ended && serving == Serving.CLOSE_ON_EOF)) {
            channel.close();
        } else if (ended) {
            // A leak: without this the end of the stream would wake the selector for ever.
            key.interestOps(0);
        }
    }
}
