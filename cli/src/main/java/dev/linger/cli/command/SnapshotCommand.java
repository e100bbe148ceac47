package dev.linger.cli.command;

import dev.linger.linux.HostException;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Limit;
import dev.linger.observation.json.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;

/// `linger snapshot`: writes what the doctor would see to a file, to look at elsewhere.
final class SnapshotCommand implements Command {
    private static final Option FILE = Option.valued(
                    "--output",
                    "FILE",
                    "the file to write: plain JSON if it ends in .json, else compressed;" + " - is standard output")
            .orShort("-o");

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String summary() {
        return "write what the doctor would see to a file, to look at elsewhere";
    }

    @Override
    public List<Option> options() {
        return List.of(FILE, Interval.OPTION, Option.NETNS);
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("linger snapshot -o web-3.json.gz", "two samples 2 s apart, so that it knows rates"),
                new Example("linger doctor --from web-3.json.gz", "look at it later, or on another machine"),
                new Example("linger snapshot --interval 0 -o now.json", "one sample, uncompressed"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandException, HostException {
        String name = arguments
                .value(FILE)
                .orElseThrow(() -> CommandException.usage("say where to: -o FILE, or -o - for standard output"));
        boolean standard = name.equals(SnapshotFile.STANDARD);
        if (standard && console.outIsTerminal()) {
            throw CommandException.usage("standard output is a terminal, and a snapshot is compressed: name a file");
        }
        long millis = Interval.of(arguments);
        HostSnapshot snapshot = LiveHost.observe(arguments, millis, console);
        try {
            if (standard) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                compressed(snapshot, bytes);
                console.print(bytes.toByteArray());
            } else {
                write(snapshot, name);
            }
        } catch (IOException | JacksonException failure) {
            throw CommandException.usage("cannot write " + name + ": " + reason(failure), failure);
        }
        for (Limit limit : snapshot.limits()) {
            console.note(limit.toString());
        }
        return ExitStatus.DONE;
    }

    private static String reason(Exception failure) {
        Throwable cause =
                failure instanceof JacksonException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchFileException) {
            return "no file can be made there";
        }
        return cause instanceof IOException io ? SnapshotFile.reason(io) : String.valueOf(cause.getMessage());
    }

    private static void write(HostSnapshot snapshot, String name) throws CommandException, IOException {
        boolean plain = name.endsWith(".json");
        new WholeFile(UserPath.of(name)).write(out -> {
            if (plain) {
                SnapshotWriter.write(snapshot, out);
                out.write('\n');
            } else {
                compressed(snapshot, out);
            }
        });
    }

    private static void compressed(HostSnapshot snapshot, OutputStream out) throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
        SnapshotWriter.write(snapshot, gzip);
        gzip.finish();
    }
}
