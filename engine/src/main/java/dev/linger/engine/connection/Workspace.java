package dev.linger.engine.connection;

import dev.linger.engine.buffer.BufferPool;
import dev.linger.engine.port.PortRequest;
import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.wire.Segment;

/// What a host writes on while it handles an input, and needs no more afterwards.
///
/// It is no part of the host's state, so that a host and its copies share one: they are driven by the same thread.
final class Workspace {
    final Segment outgoing = new Segment();
    final TimeWaitRow row = new TimeWaitRow();
    final PortRequest portRequest = new PortRequest();
    final BufferPool pool = new BufferPool();
    final RulesDigest rulesDigest = new RulesDigest();
    /// What a socket is like before it is used.
    final Tcb blank = new Tcb(Tcb.NONE, pool);

    private byte[] text = {};

    byte[] textRoom(int length) {
        if (text.length < length) {
            text = new byte[length];
        }
        return text;
    }
}
