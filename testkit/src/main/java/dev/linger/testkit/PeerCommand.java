package dev.linger.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// The words of one command line, taken one after another.
final class PeerCommand {
    private final String[] words;
    private int position;

    PeerCommand(String line) {
        this.words = line.strip().split(" +", -1);
    }

    boolean hasNext() {
        return position < words.length;
    }

    String next(String meaning) {
        if (!hasNext()) {
            throw new IllegalArgumentException("missing: " + meaning);
        }
        return words[position++];
    }

    String nextOr(String fallback) {
        return hasNext() ? words[position++] : fallback;
    }

    int number(String meaning) {
        return Integer.parseInt(next(meaning));
    }

    InetSocketAddress endpoint() throws UnknownHostException {
        InetAddress address = InetAddress.getByName(next("address"));
        return new InetSocketAddress(address, number("port"));
    }
}
