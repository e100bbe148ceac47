package dev.linger.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whole processes side by side on the same sockets: the raw kernel dump, `linger states`, `ss` and `netstat`.
///
/// Run by `benchmarks/states`, inside a namespace of its own. For each number of sockets it fills the namespace with
/// TIME_WAIT and then runs all commands in turn, round after round, while they last; the figures are medians. TIME_WAIT
/// ends after a minute, so a round whose sockets have begun to go is not counted.
///
/// Arguments: the folder with the compiled C programs, the path of `linger`, then the numbers of sockets.
public final class StatesSideBySide {
    private static final int ROUNDS = 7;
    private static final int FILLERS = 2;

    private final String programs;
    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    private StatesSideBySide(String programs, String linger) {
        this.programs = programs;
        commands.put("raw dump in C", List.of(programs + "/count_sockets"));
        commands.put("linger states --by state", List.of(linger, "states", "--by", "state"));
        commands.put("linger states --by destination", List.of(linger, "states", "--by", "destination"));
        commands.put("linger states", List.of(linger, "states"));
        commands.put("ss -Htan, awk", shell("ss -Htan | awk '{++s[$1]} END {for (k in s) print k, s[k]}'"));
        commands.put(
                "netstat -n, awk",
                shell("netstat -n | awk '/^tcp/ {++state[$NF]} END {for (k in state) print k, state[k]}'"));
        commands.put("linger --version", List.of(linger, "--version"));
    }

    private static List<String> shell(String line) {
        return List.of("sh", "-c", line);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        StatesSideBySide benchmark = new StatesSideBySide(arguments[0], arguments[1]);
        for (String count : Arrays.asList(arguments).subList(2, arguments.length)) {
            benchmark.measure(Integer.parseInt(count));
        }
    }

    private void measure(int sockets) throws IOException, InterruptedException {
        Map<String, List<long[]>> runs = new LinkedHashMap<>();
        int rounds = 0;
        for (int fill = 0; fill < ROUNDS && rounds < ROUNDS; fill++) {
            awaitAtMost(sockets / 100);
            fill(sockets);
            while (rounds < ROUNDS) {
                Map<String, long[]> round = new LinkedHashMap<>();
                for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                    round.put(command.getKey(), run(command.getValue()));
                }
                if (waiting() < sockets * 0.99) {
                    break; // they have begun to go: fill anew
                }
                round.forEach((name, figures) ->
                        runs.computeIfAbsent(name, _ -> new ArrayList<>()).add(figures));
                rounds++;
            }
        }
        print(sockets, rounds, runs);
    }

    private void fill(int sockets) throws IOException, InterruptedException {
        List<Process> fillers = new ArrayList<>();
        for (int filler = 0; filler < FILLERS; filler++) {
            int share = sockets / FILLERS + (filler == 0 ? sockets % FILLERS : 0);
            fillers.add(new ProcessBuilder(programs + "/fill_time_wait", "" + share, "" + 1000 * filler)
                    .inheritIO()
                    .start());
        }
        for (Process filler : fillers) {
            if (filler.waitFor() != 0) {
                throw new IllegalStateException("filling with TIME_WAIT failed");
            }
        }
    }

    private void awaitAtMost(int sockets) throws IOException, InterruptedException {
        while (waiting() > sockets) {
            Thread.sleep(500);
        }
    }

    private long waiting() throws IOException, InterruptedException {
        return Long.parseLong(output(List.of(programs + "/count_sockets")).split(" ", -1)[1]);
    }

    /// Wall and processor time in microseconds, peak memory in KiB.
    private long[] run(List<String> command) throws IOException, InterruptedException {
        List<String> measured = new ArrayList<>(List.of(programs + "/measure"));
        measured.addAll(command);
        long[] figures = Arrays.stream(output(measured).split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        if (figures[3] != 0) {
            throw new IllegalStateException(command + " ended with status " + figures[3]);
        }
        return figures;
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return output;
    }

    private static void print(int sockets, int rounds, Map<String, List<long[]>> runs) {
        System.out.printf(Locale.ROOT, "%n%,d TIME_WAIT, medians of %d rounds%n%n", sockets, rounds);
        System.out.println("| command | wall ms | processor ms | peak MiB | wall ÷ raw dump |");
        System.out.println("| --- | ---: | ---: | ---: | ---: |");
        double floor = median(runs.values().iterator().next(), 0);
        runs.forEach((name, figures) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.0f | %.2f |%n",
                name,
                median(figures, 0) / 1000,
                median(figures, 1) / 1000,
                median(figures, 2) / 1024,
                median(figures, 0) / floor));
    }

    private static double median(List<long[]> runs, int figure) {
        long[] sorted = runs.stream().mapToLong(run -> run[figure]).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2.0;
    }
}
