package dev.linger.observation.json;

import static dev.linger.observation.SampleSockets.destination;
import static dev.linger.observation.SampleSockets.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.PortRange;
import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.Flow;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SampleSnapshots;
import dev.linger.observation.SampleSockets;
import dev.linger.observation.SocketTimer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The reference page of the snapshot's JSON form, against the code.
class SnapshotSchemaDocumentTest {
    private static final Path PAGE = Path.of("docs/reference/snapshot-schema.md");
    private static final Pattern EXAMPLE = Pattern.compile("\n## Example\n.*?\n```json\n(.*?)\n```\n", Pattern.DOTALL);

    private final String page = page();

    @Test
    void exampleIsWrittenBackAsItStands() throws SnapshotFormatException {
        byte[] written = Documents.write(Documents.read(example()));
        assertThat(withoutBlanks(new String(written, StandardCharsets.UTF_8))).isEqualTo(withoutBlanks(example()));
    }

    @Test
    void exampleIsReadBackAsItself() throws SnapshotFormatException {
        HostSnapshot snapshot = Documents.read(example());
        SampleSnapshots.assertSame(Documents.read(Documents.write(snapshot)), snapshot);
    }

    @Test
    void exampleHasTheSocketsItsTextPromises() throws SnapshotFormatException {
        List<PlainSocket> sockets =
                SampleSnapshots.rows(Documents.read(example()).sockets());
        assertThat(sockets.stream().map(PlainSocket::state))
                .containsExactly(
                        SocketState.LISTEN,
                        SocketState.ESTABLISHED,
                        SocketState.ESTABLISHED,
                        SocketState.TIME_WAIT,
                        SocketState.BOUND);
        assertThat(sockets.get(1).local()).isEqualTo(endpoint("[2001:db8::1]:443"));
        assertThat(sockets.get(3))
                .isEqualTo(SampleSockets.socket(SocketState.TIME_WAIT, "10.0.0.1:41000", "10.0.0.20:5432")
                        .withTimer(SocketTimer.TIME_WAIT, 41_250)
                        .withCookie(8257));
    }

    @Test
    void exampleHasEveryPart() throws SnapshotFormatException {
        HostSnapshot snapshot = Documents.read(example());
        Activity activity = snapshot.activity().orElseThrow();
        assertThat(snapshot.conntrack()).isPresent();
        assertThat(snapshot.limits()).hasSize(1);
        assertThat(snapshot.owners().of(50_111)).hasValue(new HostProcess(934, "app"));
        assertThat(snapshot.settings().ephemeralPorts().range()).isEqualTo(PortRange.LINUX_DEFAULT);
        assertThat(activity.flows()).containsExactly(new Flow(destination("10.0.0.1", "10.0.0.20:5432"), 40, 38));
        assertThat(activity.sightings()).hasSize(1);
        assertThat(activity.held(0)).isTrue();
        assertThat(activity.held(3)).isFalse();
    }

    @Test
    void everyFieldWrittenHasARow() {
        Matcher field = Pattern.compile("\"(\\w+)\":").matcher(example());
        while (field.find()) {
            assertThat(page).contains("\n| `" + field.group(1) + "` |");
        }
    }

    @ParameterizedTest
    @EnumSource(SocketColumn.class)
    void everyColumnHasARow(SocketColumn column) {
        assertThat(page).contains("\n| `" + column.title() + "` |");
    }

    @Test
    void everyTimerIsNamed() {
        assertThat(Arrays.stream(SocketTimer.values()).map(timer -> "`" + timer.name() + "`"))
                .allMatch(page::contains);
    }

    @Test
    void versionIsThatOfTheCode() {
        assertThat(page).contains("`" + SnapshotSchema.NAME + "`, nothing else");
    }

    private String example() {
        Matcher example = EXAMPLE.matcher(page);
        assertThat(example.find()).as("an example in " + PAGE).isTrue();
        return example.group(1);
    }

    /// No text in the example holds a blank that matters here.
    private static String withoutBlanks(String json) {
        return json.replaceAll("\\s", "");
    }

    private static String page() {
        try {
            return Files.readString(root().resolve(PAGE));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            boolean build = Files.exists(folder.resolve("pom.xml"));
            if (build && (Files.exists(folder.resolve("check")) || Files.isDirectory(folder.resolve("docs")))) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw new AssertionError("no folder above holds check and pom.xml");
    }
}
