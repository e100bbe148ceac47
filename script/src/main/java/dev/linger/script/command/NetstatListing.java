package dev.linger.script.command;

import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import java.util.List;
import java.util.Locale;

/// What `netstat` shows of TCP: that of net-tools on Linux, that of the system on FreeBSD and macOS.
final class NetstatListing {
    private final boolean linux;
    private boolean all;
    private boolean listening;
    private boolean ipv4 = true;
    private boolean ipv6 = true;

    private NetstatListing(boolean linux) {
        this.linux = linux;
    }

    static int run(CommandHost host, List<String> arguments, StringBuilder output) throws CommandRefused {
        String system = host.engine().profile().name();
        if (system.startsWith("windows")) {
            throw CommandRefused.unsupported("netstat");
        }
        NetstatListing listing = new NetstatListing(!system.startsWith("freebsd") && !system.equals("macos"));
        listing.read(arguments);
        output.append("Active Internet connections").append(listing.all ? " (including servers)\n" : "\n");
        output.append("Proto Recv-Q Send-Q Local Address           Foreign Address         State\n");
        for (HostRow row : HostRow.of(host)) {
            if (listing.shows(row)) {
                output.append(String.format(
                        Locale.ROOT,
                        "%-5s %6d %6d %-23s %-23s %s%n",
                        listing.protocol(row),
                        row.receiveQueue(),
                        row.sendQueue(),
                        listing.endpoint(row.local(), row.localPort()),
                        listing.endpoint(row.remote(), row.remotePort()),
                        name(row.state(), listing.linux)));
            }
        }
        return 0;
    }

    private boolean shows(HostRow row) {
        boolean state = switch (row.state()) {
            case LISTEN -> all || listening;
            case CLOSED -> all && !linux;
            default -> all || !listening;
        };
        return state && (row.isIpv4() ? ipv4 : ipv6);
    }

    private void read(List<String> arguments) throws CommandRefused {
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            if (!argument.startsWith("-")) {
                throw new CommandRefused("'netstat " + argument + "' is not supported");
            }
            for (char option : argument.substring(1).toCharArray()) {
                switch (option) {
                    case 'n', 't', 'W' -> {
                        // It shows numbers, TCP and whole addresses.
                    }
                    case 'a' -> all = true;
                    case 'l' -> listening = true;
                    case '4' -> ipv6 = false;
                    case '6' -> ipv4 = false;
                    case 'p', 'f' -> {
                        String value = index + 1 < arguments.size() ? arguments.get(++index) : "";
                        choose(option, value);
                    }
                    default -> throw new CommandRefused("'netstat -" + option + "' is not supported");
                }
            }
        }
    }

    /// `-p tcp`, `-f inet` of BSD.
    private void choose(char option, String value) throws CommandRefused {
        switch (option + " " + value) {
            case "p tcp" -> {
                // There is nothing else.
            }
            case "f inet" -> ipv6 = false;
            case "f inet6" -> ipv4 = false;
            default -> throw new CommandRefused("'netstat -" + option + " " + value + "' is not supported");
        }
    }

    private String protocol(HostRow row) {
        return row.isIpv4() ? (linux ? "tcp" : "tcp4") : "tcp6";
    }

    private String endpoint(IpAddress address, int port) {
        String number = port == 0 ? "*" : Integer.toString(port);
        return linux ? address + ":" + number : (address.isWildcard() ? "*" : address) + "." + number;
    }

    static String name(TcpState state, boolean linux) {
        return switch (state) {
            case SYN_RECEIVED -> linux ? "SYN_RECV" : "SYN_RCVD";
            case FIN_WAIT_1 -> linux ? "FIN_WAIT1" : "FIN_WAIT_1";
            case FIN_WAIT_2 -> linux ? "FIN_WAIT2" : "FIN_WAIT_2";
            case CLOSED -> linux ? "CLOSE" : "CLOSED";
            default -> state.name();
        };
    }
}
