package dev.linger.engine.port;

import dev.linger.model.PortRange;
import org.jspecify.annotations.Nullable;

/// What a socket that needs a port says about itself: a scratch object that its owner fills again for every
/// question.
///
/// Addresses are the halves of [dev.linger.model.IpAddress]: IPv4 in v4-mapped form, `::` is 0 and 0.
public final class PortRequest {
    public long localHigh;
    public long localLow;
    /// The remote end matters to connect() alone.
    public long remoteHigh;
    public long remoteLow;
    public int remotePort;
    /// Bits of [PortTable]: REUSE_ADDRESS, REUSE_PORT, V6_ONLY and EXCLUSIVE are looked at.
    public int attributes;
    public int uid;
    /// What the socket option IP_LOCAL_PORT_RANGE asked for; none when it was not set. A half that was not
    /// given is 0 or 65535: a bound outside of the host's range counts as not given.
    public @Nullable PortRange narrowed;
    /// The host's clock, in nanoseconds: Linux changes its keys every ten seconds of it.
    public long nowNanos;

    public void clear() {
        localHigh = 0;
        localLow = 0;
        remoteHigh = 0;
        remoteLow = 0;
        remotePort = 0;
        attributes = 0;
        uid = 0;
        narrowed = null;
        nowNanos = 0;
    }
}
