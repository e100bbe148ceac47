package dev.linger.script.command;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The programs that commands may call.
final class Programs {
    private static final Pattern DROPS = Pattern.compile("(?i).*\\b(drop|reject|deny|reset|block|unreach)\\b.*");
    private static final Pattern ROUTE_RULES =
            Pattern.compile(".*\\b(mtu|rto_min|initcwnd|initrwnd|features|quickack|ssthresh|window|cwnd|advmss|rtt"
                    + "|rttvar|reordering|congctl|hoplimit|blackhole|unreachable|prohibit)\\b.*");
    private static final Pattern DELAYS = Pattern.compile(".*\\b(netem|tbf|police|drop)\\b.*");
    private static final Pattern MTU = Pattern.compile(".*\\b(mtu|down)\\b.*");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final CommandHost host;
    private final List<String> notes;
    private final Sysctl sysctl;

    Programs(CommandHost host, List<String> notes) {
        this.host = host;
        this.notes = notes;
        this.sysctl = new Sysctl(host, notes);
    }

    /// Runs one program; its exit status.
    ///
    /// @param forgiven what follows is for the case that it fails
    int run(List<String> words, String input, boolean forgiven, StringBuilder output) throws CommandRefused {
        List<String> arguments = words.subList(1, words.size());
        return switch (bare(words.getFirst())) {
            case "true", ":" -> 0;
            case "false" -> 1;
            case "echo" -> echo(arguments, output);
            case "sleep" -> sleep(arguments);
            case "sysctl" -> sysctl.run(arguments, forgiven, output);
            case "grep" -> Grep.run(arguments, input, output);
            case "egrep" -> Grep.run(with("-E", arguments), input, output);
            case "fgrep" -> Grep.run(with("-F", arguments), input, output);
            case "wc" -> wordCount(arguments, input, output);
            case "cat" -> copy(arguments, input, output);
            case "test" -> Condition.status(arguments);
            case "[" -> Condition.status(withoutLast("]", arguments));
            case "[[" -> Condition.status(withoutLast("]]", arguments));
            case "ss" -> SsListing.run(host, arguments, output);
            case "netstat" -> NetstatListing.run(host, arguments, output);
            case "sockstat" -> SockstatListing.run(host, arguments, output);
            default -> {
                passOver(words);
                yield 0;
            }
        };
    }

    /// What `echo VALUE > /proc/sys/...` does.
    void writeProc(String path, String value, boolean forgiven) throws CommandRefused {
        sysctl.set(path.replace('/', '.'), value.strip(), forgiven);
    }

    private static String bare(String program) {
        return program.startsWith("/") ? program.substring(program.lastIndexOf('/') + 1) : program;
    }

    /// What does something to the machine that means nothing to the engine; or would, and is refused.
    private void passOver(List<String> words) throws CommandRefused {
        Pattern refused = switch (bare(words.getFirst())) {
            case "ip", "route" -> bare(words.getFirst()).equals("ip") && words.contains("link") ? MTU : ROUTE_RULES;
            case "tc" -> DELAYS;
            case "iptables", "ip6tables", "nft", "ipfw", "pfctl" -> DROPS;
            case "ifconfig" -> MTU;
            case "modprobe", "kldload", "kldunload", "ethtool", "ulimit", "sync" -> NOTHING;
            default -> throw CommandRefused.unsupported(words.getFirst());
        };
        String command = String.join(" ", words);
        if (refused.matcher(command).matches()) {
            throw new CommandRefused("command '" + command + "' would change what the host does, and is not supported");
        }
        notes.add(command + ": without effect");
    }

    private static List<String> with(String option, List<String> arguments) {
        return Stream.concat(Stream.of(option), arguments.stream()).toList();
    }

    private static List<String> withoutLast(String bracket, List<String> arguments) throws CommandRefused {
        if (arguments.isEmpty() || !arguments.getLast().equals(bracket)) {
            throw new CommandRefused("'" + bracket + "' is missing");
        }
        return arguments.subList(0, arguments.size() - 1);
    }

    private static int echo(List<String> arguments, StringBuilder output) {
        boolean bare = !arguments.isEmpty() && arguments.getFirst().equals("-n");
        output.append(String.join(" ", bare ? arguments.subList(1, arguments.size()) : arguments));
        output.append(bare ? "" : "\n");
        return 0;
    }

    private int sleep(List<String> arguments) throws CommandRefused {
        try {
            BigDecimal seconds = new BigDecimal(String.join(" ", arguments).replaceFirst("s$", ""));
            if (seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
                host.sleep(seconds.movePointRight(9).longValue());
                return 0;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as what is out of range.
        }
        throw new CommandRefused("'sleep " + String.join(" ", arguments) + "' is not supported: it takes seconds");
    }

    private static int wordCount(List<String> arguments, String input, StringBuilder output) throws CommandRefused {
        if (!arguments.equals(List.of("-l"))) {
            throw new CommandRefused("'wc " + String.join(" ", arguments) + "' is not supported: only 'wc -l' is");
        }
        output.append(input.chars().filter(each -> each == '\n').count()).append('\n');
        return 0;
    }

    private static int copy(List<String> arguments, String input, StringBuilder output) throws CommandRefused {
        if (!arguments.isEmpty()) {
            throw new CommandRefused("'cat " + String.join(" ", arguments) + "' is not supported: no file is read");
        }
        output.append(input);
        return 0;
    }

    static int number(String word) throws CommandRefused {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException notANumber) {
            throw new CommandRefused("'" + word + "' is not a number");
        }
    }
}
