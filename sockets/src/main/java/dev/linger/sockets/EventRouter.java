package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.wire.Segment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Stands between an engine and its driver as the engine's output: events go to whoever has the socket, in
/// whatever process, and everything on to the driver.
///
/// There is one for each engine. A driver hands the engine nothing but what [#toward] returns.
public final class EventRouter implements Output {
    private static final Output NOWHERE = segment -> {
        throw new IllegalStateException("nobody has said where segments go");
    };

    private final TcpEngine engine;
    private @Nullable SocketFile[] files = new SocketFile[8];
    private Output driver = NOWHERE;

    public EventRouter(TcpEngine engine) {
        this.engine = engine;
    }

    public TcpEngine engine() {
        return engine;
    }

    /// The output to give the engine in place of `output`, until the next call.
    public Output toward(Output output) {
        if (output != this) {
            driver = output;
        }
        return this;
    }

    @Override
    public void segment(Segment segment) {
        driver.segment(segment);
    }

    @Override
    public void event(int socket, SocketEvent event) {
        SocketFile file = socket < files.length ? files[socket] : null;
        if (file != null) {
            file.onEvent(event);
            if (event == SocketEvent.LINGERED) {
                files[socket] = null;
            }
        }
        driver.event(socket, event);
    }

    void add(SocketFile file) {
        if (file.socket >= files.length) {
            files = Arrays.copyOf(files, Math.max(2 * files.length, file.socket + 1));
        }
        files[file.socket] = file;
    }

    void remove(SocketFile file) {
        files[file.socket] = null;
    }
}
