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
        /// `[tos 0x10]`: all eight bits.
        WHOLE
    }

    public static final IpFields ANY = new IpFields(Ecn.ANY, 0, 0, 0);
}
