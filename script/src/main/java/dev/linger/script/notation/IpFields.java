package dev.linger.script.notation;

/// What a packet says in brackets about its IP header.
///
/// @param ecn which bits of the type of service are meant
/// @param tos the value of these bits
/// @param ttl hops, 0 for any
/// @param flowLabel of IPv6, 0 for any
public record IpFields(Ecn ecn, int tos, int ttl, int flowLabel) {
    /// Which part of the type of service a script looks at.
    public enum Ecn {
        /// None.
        ANY,
        /// The two bits of ECN: `[noecn]`, `[ect0]`, `[ect1]`, `[ce]`.
        BITS,
        /// `[ect01]`: one of the two.
        ECT0_OR_ECT1,
        /// `[dscp 0x2e]`: the upper six bits; the two of ECN are not looked at and 0 in `tos`.
        DSCP,
        /// `[dscp 0x2e, ect01]`: the upper six bits, and one of the two.
        DSCP_AND_ECT0_OR_ECT1,
        /// `[tos 0x10]`: all eight bits.
        WHOLE
    }

    public static final IpFields ANY = new IpFields(Ecn.ANY, 0, 0, 0);

    /// Whether one of two values of the ECN bits is asked for, which only a packet of the host can answer.
    boolean isEitherEct() {
        return ecn == Ecn.ECT0_OR_ECT1 || ecn == Ecn.DSCP_AND_ECT0_OR_ECT1;
    }
}
