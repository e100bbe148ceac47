package dev.linger.observation;

/// The connection tracking table of a namespace.
///
/// @param entries in the table now
/// @param limit net.netfilter.nf_conntrack_max
/// @param drops packets dropped since boot because no entry could be made, -1 when not readable
public record Conntrack(long entries, long limit, long drops) {}
