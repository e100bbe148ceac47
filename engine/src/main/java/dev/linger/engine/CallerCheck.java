package dev.linger.engine;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.Profile;

/// Refuses what a caller cannot mean, before anything has changed.
final class CallerCheck {
    private CallerCheck() {}

    /// The socket with this number, which a program holds.
    static Tcb requireOpen(Host host, int socket) {
        Tcb tcb = host.sockets.find(socket);
        if (tcb == null || !tcb.owned || tcb.closing) {
            throw new IllegalArgumentException("socket " + socket + " is not open");
        }
        return tcb;
    }

    /// Tables and keys are made for one system.
    static void requireSameSystem(Profile profile, Profile changed) {
        if (!changed.isSameSystemAs(profile)) {
            throw new IllegalArgumentException(
                    "a host with '" + profile.name() + "' does not become one with '" + changed.name() + "'");
        }
    }

    static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    static void requireWithin(byte[] text, int offset, int length) {
        if ((offset | length) < 0 || length > text.length - offset) {
            throw new IllegalArgumentException(
                    length + " bytes from " + offset + " on are not within an array of " + text.length);
        }
    }
}
