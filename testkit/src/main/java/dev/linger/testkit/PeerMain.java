package dev.linger.testkit;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/// The process behind a [Peer]: commands on standard input, one line of answer each on standard output.
///
/// ```
/// listen ADDRESS PORT SERVING [backlog N] [reuse on|off] [shared] [ipv4|dual]
/// unlisten PORT
/// accepted PORT       close-accepted PORT       abort-accepted PORT
/// connect SOURCE|any ADDRESS PORT COUNT ENDING [TIMEOUT-MILLIS]
/// load SOURCE|any ADDRESS PORT RATE SECONDS ENDING       stats       stop
/// held       close-held N|all       abort-held       send-held BYTES
/// bind ADDRESS PORT       unbind       pid
/// ```
///
/// An answer begins with `ok` or `error`. The process ends with its standard input, whatever it is doing. It may use
/// nothing outside this module's own classes, because they alone are on its class path.
final class PeerMain {
    private final Map<Integer, PeerListener> listeners = new HashMap<>();
    private final PeerClient client = new PeerClient();
    private final PeerLoad load = new PeerLoad(client);

    private PeerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        LinkedBlockingQueue<String> commands = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("commands").start(() -> read(commands));
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PeerMain peer = new PeerMain();
        answers.println("ok ready");
        while (true) {
            answers.println(peer.answer(commands.take()));
        }
    }

    // A thread of its own, so that the end of input is noticed even while a command waits for the network.
    private static void read(LinkedBlockingQueue<String> commands) {
        try (BufferedReader input = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                commands.add(line);
            }
        } catch (IOException failure) {
            // No commands can come any more, which is the end all the same.
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private String answer(String line) throws InterruptedException {
        try {
            return "ok" + perform(new PeerCommand(line));
        } catch (IOException | RuntimeException failure) {
            return "error " + PeerClient.describe(failure);
        }
    }

    private String perform(PeerCommand command) throws IOException, InterruptedException {
        String verb = command.next("command");
        return switch (verb) {
            case "listen" -> listen(Listening.parse(command));
            case "unlisten" -> {
                listener(command).stopListening();
                yield "";
            }
            case "accepted" -> " count=" + listener(command).acceptedCount();
            case "close-accepted" -> " count=" + listener(command).closeAccepted(false);
            case "abort-accepted" -> " count=" + listener(command).closeAccepted(true);
            case "connect" -> client.connect(command);
            case "load" -> load.start(command);
            case "stats" -> load.stats();
            case "stop" -> load.stop();
            case "held" -> " count=" + client.heldCount();
            case "close-held" -> {
                String count = command.next("count");
                yield " count=" + client.closeHeld(count.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(count));
            }
            case "abort-held" -> " count=" + client.abortHeld();
            case "send-held" -> " bytes=" + client.sendHeld(command.number("bytes"));
            case "bind" -> " port=" + client.bind(command.endpoint());
            case "unbind" -> " count=" + client.unbind();
            case "pid" -> " pid=" + ProcessHandle.current().pid();
            default -> throw new IllegalArgumentException("no such command: " + verb);
        };
    }

    private String listen(Listening listening) throws IOException {
        PeerListener listener = PeerListener.open(listening);
        listeners.put(listener.port(), listener);
        return " port=" + listener.port();
    }

    private PeerListener listener(PeerCommand command) {
        int port = command.number("port");
        PeerListener listener = listeners.get(port);
        if (listener == null) {
            throw new IllegalArgumentException("no listener on port " + port);
        }
        return listener;
    }
}
