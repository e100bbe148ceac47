package dev.linger.script.command;

import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import java.util.List;
import java.util.Locale;

/// What FreeBSD's `sockstat` shows of TCP.
final class SockstatListing {
    private boolean header = true;
    private boolean states;
    private boolean listening;
    private boolean connected;
    private boolean ipv4;
    private boolean ipv6;

    private SockstatListing() {}

    static int run(CommandHost host, List<String> arguments, StringBuilder output) throws CommandRefused {
        if (!host.engine().profile().name().startsWith("freebsd")) {
            throw CommandRefused.unsupported("sockstat");
        }
        SockstatListing listing = new SockstatListing();
        listing.read(arguments);
        if (listing.header) {
            output.append("USER     COMMAND    PID   FD  PROTO  LOCAL ADDRESS         FOREIGN ADDRESS      ")
                    .append(listing.states ? " STATE\n" : "\n");
        }
        for (HostRow row : HostRow.of(host)) {
            if (listing.shows(row)) {
                String owner = row.owned() ? "root     script     1     3  " : "?        ?          ?     ?  ";
                output.append(String.format(
                        Locale.ROOT,
                        "%s %-6s %-21s %-21s%s%n",
                        owner,
                        row.isIpv4() ? "tcp4" : "tcp6",
                        endpoint(row.local(), row.localPort()),
                        endpoint(row.remote(), row.remotePort()),
                        listing.states ? " " + NetstatListing.name(row.state(), false) : ""));
            }
        }
        return 0;
    }

    private boolean shows(HostRow row) {
        boolean either = listening == connected;
        boolean isConnected = row.remotePort() != 0;
        boolean family = ipv4 == ipv6 || (row.isIpv4() ? ipv4 : ipv6);
        boolean wanted = either || (row.state() == TcpState.LISTEN ? listening : isConnected && connected);
        return family && wanted && (row.state() != TcpState.CLOSED || row.owned());
    }

    private void read(List<String> arguments) throws CommandRefused {
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            if (argument.equals("-P")
                    && index + 1 < arguments.size()
                    && arguments.get(index + 1).equals("tcp")) {
                index++;
                continue;
            }
            if (!argument.startsWith("-")) {
                throw new CommandRefused("'sockstat " + argument + "' is not supported");
            }
            for (char option : argument.substring(1).toCharArray()) {
                option(option);
            }
        }
    }

    private void option(char option) throws CommandRefused {
        switch (option) {
            case '4' -> ipv4 = true;
            case '6' -> ipv6 = true;
            case 'c' -> connected = true;
            case 'l' -> listening = true;
            case 'q' -> header = false;
            case 's' -> states = true;
            case 'n' -> {
                // It shows numbers.
            }
            default -> throw new CommandRefused("'sockstat -" + option + "' is not supported");
        }
    }

    private static String endpoint(IpAddress address, int port) {
        return (address.isWildcard() ? "*" : address) + ":" + (port == 0 ? "*" : Integer.toString(port));
    }
}
