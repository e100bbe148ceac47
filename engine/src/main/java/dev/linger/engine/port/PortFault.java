package dev.linger.engine.port;

/// Why a port was refused; the names are those of the socket errors.
public enum PortFault {
    /// It was not refused.
    NONE,
    /// EADDRINUSE, WSAEADDRINUSE 10048.
    ADDRESS_IN_USE,
    /// EADDRNOTAVAIL.
    ADDRESS_NOT_AVAILABLE,
    /// EACCES, WSAEACCES 10013: somebody holds the port in a way that forbids sharing it.
    ACCESS_DENIED,
    /// ENOBUFS, WSAENOBUFS 10055.
    NO_BUFFERS
}
