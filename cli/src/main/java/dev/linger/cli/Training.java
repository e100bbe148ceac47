package dev.linger.cli;

import dev.linger.cli.command.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs the commands that people wait for in one process, so that the ahead-of-time cache knows their classes. The
/// build runs it; what the commands print is thrown away.
///
/// All classes in the cache are loaded at every start, so it holds those of `linger states` only: with those of the
/// doctor, the snapshot and the help it takes 10 ms longer. They take 35 ms longer without, of two seconds.
public final class Training {
    private static final List<String> LINES = List.of(
            "states",
            "states -o wide",
            "states -o json",
            "states -o ndjson",
            "states -o csv",
            "states -o markdown",
            "states --by listener,uid --state time-wait,estab --top 3",
            "--version");

    private Training() {}

    public static void main(String[] args) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        // A connection to itself, so that there is something to see in every column.
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept()) {
            accepted.shutdownOutput();
            Thread.setDefaultUncaughtExceptionHandler(new FaultReport(args));
            for (String line : LINES) {
                Linger.run(line.split(" ", -1), Console.ofProcess(nowhere, nowhere));
            }
            client.shutdownOutput();
        }
    }
}
