package dev.linger.script.calls;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.script.notation.Expression;

/// An address as an argument: an ellipsis for the script's own, or
/// `{sa_family = AF_INET, sin_port = htons(8080), sin_addr = inet_addr("192.0.2.1")}`, which the original reads but
/// takes
/// nowhere.
final class SocketAddress {
    private SocketAddress() {}

    static Endpoint of(Arguments arguments, int index, Endpoint own) throws CallException {
        if (arguments.isEllipsis(index)) {
            return own;
        }
        IpAddress address = own.address();
        int port = own.port();
        for (Expression.Field field : arguments.structure(arguments.at(index), arguments.place(index))) {
            switch (field.name()) {
                case "sa_family" -> {}
                case "sin_port" -> port = port(arguments, field.value());
                case "sin_addr" -> address = address(arguments, field.value());
                default -> throw arguments.problem("an address has no field '" + field.name() + "'");
            }
        }
        return new Endpoint(address, port);
    }

    private static int port(Arguments arguments, Expression value) throws CallException {
        if (value instanceof Expression.Invocation call
                && call.function().equals("htons")
                && call.arguments().size() == 1) {
            int port = arguments.int32(call.arguments().getFirst(), "sin_port");
            if (port >= 0 && port <= 0xFFFF) {
                return port;
            }
        }
        throw arguments.problem("sin_port has to be htons(0) to htons(65535)");
    }

    private static IpAddress address(Arguments arguments, Expression value) throws CallException {
        if (value instanceof Expression.Invocation call
                && call.arguments().size() == 1
                && call.arguments().getFirst() instanceof Expression.Text text) {
            return IpAddress.parse(text.value())
                    .orElseThrow(() -> arguments.problem("sin_addr is no address: '" + text.value() + "'"));
        }
        throw arguments.problem("sin_addr has to be inet_addr(\"ADDRESS\")");
    }
}
