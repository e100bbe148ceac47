package dev.linger.engine.profile;

import dev.linger.engine.port.PortRules;
import dev.linger.engine.sequence.SequenceRules;
import dev.linger.engine.timewait.TimeWaitRules;

/// How one system's TCP behaves, as data: everything in which systems differ and settings can change.
///
/// @param name as users write it: `linux`, `freebsd-13`
public record Profile(
        String name,
        OpeningRules opening,
        DataRules data,
        RetransmissionRules retransmission,
        ArrivalRules arrival,
        ClosingRules closing,
        TimeWaitRules timeWait,
        PortRules ports,
        SequenceRules sequence,
        CountingRules counting,
        OptionRules options) {
    /// Whether no more than settings differ: what a host's tables are made for is the same.
    public boolean isSameSystemAs(Profile other) {
        return name.equals(other.name)
                && ports.stickyBound() == other.ports.stickyBound()
                && timeWait.recycle().exists() == other.timeWait.recycle().exists();
    }

    /// The same over a link with packets of this size, 576 to 65535 bytes.
    public Profile withMtuBytes(int bytes) {
        return new Profile(
                name,
                opening,
                data.withMtuBytes(bytes),
                retransmission,
                arrival,
                closing,
                timeWait,
                ports,
                sequence,
                counting,
                options);
    }
}
