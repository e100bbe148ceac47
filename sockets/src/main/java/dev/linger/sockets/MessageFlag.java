package dev.linger.sockets;

/// Flags of the calls that send and receive, of those that mean something here.
public enum MessageFlag {
    /// What is read stays to be read again.
    MSG_PEEK,
    /// This call does not wait.
    MSG_DONTWAIT,
    /// What is read is thrown away (man 7 tcp).
    MSG_TRUNC,
    /// The call waits until all is there.
    MSG_WAITALL,
    /// More follows, so less than a full segment is kept back.
    MSG_MORE,
    /// No signal with EPIPE: there are none here.
    MSG_NOSIGNAL,
    /// The end of a record, of which a stream knows nothing.
    MSG_EOR
}
