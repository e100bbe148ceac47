package dev.linger.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs the typical commands in one process, so that the ahead-of-time cache knows their classes. The build runs it;
/// what the commands print is thrown away.
public final class Training {
    private static final List<String> LINES = List.of(
            "states",
            "states -o wide",
            "states -o json",
            "states -o ndjson",
            "states -o csv",
            "states -o markdown",
            "states --by listener,uid --state time-wait,estab --top 3",
            "doctor --interval 50ms",
            "doctor --interval 50ms -o json",
            "doctor --interval 50ms -o markdown",
            "snapshot --interval 0 -o -",
            "states --help",
            "--help",
            "--version");

    private Training() {}

    public static void main(String[] args) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        // A connection to itself, so that there is something to see in every column.
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept()) {
            accepted.shutdownOutput();
            for (String line : LINES) {
                Linger.run(line.split(" ", -1), nowhere, nowhere);
            }
            client.shutdownOutput();
        }
    }
}
