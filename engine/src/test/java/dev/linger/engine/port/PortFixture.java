package dev.linger.engine.port;

import dev.linger.model.IpAddress;

/// Builders that the tests of this package share.
final class PortFixture {
    static final int UID = 1000;
    static final IpAddress LOCAL = address("10.0.0.1");
    static final IpAddress OTHER = address("10.0.0.2");
    static final IpAddress ANY4 = address("0.0.0.0");
    static final IpAddress ANY6 = address("::");

    private PortFixture() {}

    static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    static PortRequest request(IpAddress local, int attributes) {
        PortRequest request = new PortRequest();
        request.localHigh = local.high();
        request.localLow = local.low();
        request.attributes = attributes;
        request.uid = UID;
        return request;
    }

    static PortRequest toward(String remote, int remotePort) {
        PortRequest request = request(LOCAL, 0);
        request.remoteHigh = address(remote).high();
        request.remoteLow = address(remote).low();
        request.remotePort = remotePort;
        return request;
    }

    static void enter(PortTable table, int port, IpAddress local, int attributes) {
        table.enter(port, local.high(), local.low(), UID, attributes);
    }

    static void leave(PortTable table, int port, IpAddress local, int attributes) {
        table.leave(port, local.high(), local.low(), UID, attributes);
    }

    /// The bits of names like `REUSEADDR REUSEPORT`, in any order; `none` is 0.
    static int attributes(String names) {
        int attributes = 0;
        for (String name : names.split(" ", -1)) {
            attributes |= switch (name) {
                case "none", "default", "bound" -> 0;
                case "REUSEADDR" -> PortTable.REUSE_ADDRESS;
                case "REUSEPORT" -> PortTable.REUSE_PORT;
                case "both" -> PortTable.REUSE_ADDRESS | PortTable.REUSE_PORT;
                case "LISTEN" -> PortTable.LISTENING;
                case "ESTABLISHED" -> PortTable.CONNECTED;
                case "FIN_WAIT_2", "TIME_WAIT" -> PortTable.TIME_WAIT;
                case "EXCLUSIVE" -> PortTable.EXCLUSIVE;
                case "V6ONLY" -> PortTable.V6_ONLY;
                default -> throw new IllegalArgumentException("no attribute is called '" + name + "'");
            };
        }
        return attributes;
    }
}
