package dev.linger.script.command;

import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.model.TcpState;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What `ss` of iproute2 shows of TCP.
final class SsListing {
    /// What is shown without `-a` and `-l`.
    private static final Set<TcpState> CONNECTIONS = EnumSet.complementOf(
            EnumSet.of(TcpState.LISTEN, TcpState.CLOSED, TcpState.TIME_WAIT, TcpState.SYN_RECEIVED));

    private boolean header = true;
    private boolean ipv4 = true;
    private boolean ipv6 = true;
    private Set<TcpState> states = CONNECTIONS;
    private int sourcePort = -1;
    private int destinationPort = -1;

    private SsListing() {}

    static int run(CommandHost host, List<String> arguments, StringBuilder output) throws CommandRefused {
        SsListing listing = new SsListing();
        listing.read(arguments);
        if (listing.header) {
            output.append("State      Recv-Q Send-Q        Local Address:Port          Peer Address:Port Process\n");
        }
        for (HostRow row : HostRow.of(host)) {
            if (listing.shows(row)) {
                output.append(String.format(
                        Locale.ROOT,
                        "%-10s %-6d %-6d %25s %25s%n",
                        row.state().shown().ssName(),
                        row.receiveQueue(),
                        row.sendQueue(),
                        endpoint(row.local(), row.localPort()),
                        endpoint(row.remote(), row.remotePort())));
            }
        }
        return 0;
    }

    private boolean shows(HostRow row) {
        return states.contains(row.state())
                && (row.state() != TcpState.CLOSED || row.localPort() != 0)
                && (row.isIpv4() ? ipv4 : ipv6)
                && (sourcePort < 0 || sourcePort == row.localPort())
                && (destinationPort < 0 || destinationPort == row.remotePort());
    }

    private void read(List<String> arguments) throws CommandRefused {
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            if (argument.startsWith("-")) {
                options(argument);
            } else if (argument.equals("state") && index + 1 < arguments.size()) {
                states = state(arguments.get(++index));
            } else if ((argument.equals("sport") || argument.equals("dport")) && index + 2 < arguments.size()) {
                filter(argument, arguments.get(index + 1), arguments.get(index + 2));
                index += 2;
            } else if (argument.contains(" ")) {
                read(List.of(argument.replaceAll("[()]", " ").strip().split("\\s+")));
            } else if (!argument.equals("and")) {
                throw new CommandRefused("'ss " + argument + "' is not supported");
            }
        }
    }

    private void options(String argument) throws CommandRefused {
        String letters = switch (argument) {
            case "--tcp" -> "t";
            case "--all" -> "a";
            case "--numeric" -> "n";
            case "--listening" -> "l";
            case "--no-header" -> "H";
            default -> argument.substring(1);
        };
        for (int index = 0; index < letters.length(); index++) {
            char option = letters.charAt(index);
            switch (option) {
                case 't', 'n' -> {
                    // It shows nothing but TCP, and numbers.
                }
                case 'a' -> states = EnumSet.allOf(TcpState.class);
                case 'l' -> states = EnumSet.of(TcpState.LISTEN);
                case 'H' -> header = false;
                case '4' -> ipv6 = false;
                case '6' -> ipv4 = false;
                default -> throw new CommandRefused("'ss -" + option + "' is not supported");
            }
        }
    }

    private static Set<TcpState> state(String name) throws CommandRefused {
        return switch (name) {
            case "all" -> EnumSet.allOf(TcpState.class);
            case "connected" -> EnumSet.complementOf(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED));
            default -> {
                SocketState state = SocketState.parse(name)
                        .filter(found -> found != SocketState.BOUND)
                        .orElseThrow(() -> new CommandRefused("'ss state " + name + "' is not supported"));
                yield EnumSet.of(TcpState.of(state.ordinal()));
            }
        };
    }

    private void filter(String name, String operator, String port) throws CommandRefused {
        if (!Set.of("=", "==", "eq").contains(operator)) {
            throw new CommandRefused("'ss " + name + " " + operator + "' is not supported");
        }
        int number = Programs.number(port.replaceFirst("^:", ""));
        if (name.equals("sport")) {
            sourcePort = number;
        } else {
            destinationPort = number;
        }
    }

    private static String endpoint(IpAddress address, int port) {
        String shown = address.isIpv4() ? address.toString() : address.isWildcard() ? "*" : "[" + address + "]";
        return shown + ":" + (port == 0 ? "*" : Integer.toString(port));
    }
}
