package dev.linger.observation.json;

import static dev.linger.observation.SampleSockets.destination;
import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.Conntrack;
import dev.linger.observation.Cost;
import dev.linger.observation.Counters;
import dev.linger.observation.Flow;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Kernel;
import dev.linger.observation.Limit;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SampleSnapshots;
import dev.linger.observation.SampleSockets;
import dev.linger.observation.Settings;
import dev.linger.observation.Sighting;
import dev.linger.observation.SocketTimer;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotReaderTest {
    private static final String NEEDED = "\"state\", \"local\", \"localPort\", \"remote\", \"remotePort\"";

    @Test
    void schemaAloneIsASnapshotOfWhichNothingIsKnown() throws SnapshotFormatException {
        HostSnapshot snapshot = Documents.read("{\"schema\": \"linger/snapshot/v1\"}");
        assertThat(snapshot.host()).isEqualTo("unknown");
        assertThat(snapshot.takenEpochMillis()).isZero();
        assertThat(snapshot.kernel())
                .isEqualTo(new Kernel("Linux", "unknown", OptionalInt.empty(), "the snapshot does not say"));
        assertThat(snapshot.namespace()).isEqualTo(new NetworkNamespace(0, "host"));
        assertThat(snapshot.sockets().size()).isZero();
        assertThat(snapshot.owners().size()).isZero();
        assertThat(snapshot.settings()).isEqualTo(Settings.NONE);
        assertThat(snapshot.counters()).isEqualTo(Counters.NONE);
        assertThat(snapshot.conntrack()).isEmpty();
        assertThat(snapshot.activity()).isEmpty();
        assertThat(snapshot.limits()).isEmpty();
        assertThat(snapshot.cost()).isEqualTo(Cost.UNKNOWN);
    }

    @Test
    void partsThatAreEmptyObjectsHoldNothingKnown() throws SnapshotFormatException {
        HostSnapshot snapshot = Documents.read(Documents.with("""
                "kernel": {}, "namespace": {}, "conntrack": {}, "cost": {}, "limits": [{}], "activity": {},
                "processes": [{}], "owners": [[5, 0]], "sockets": {}"""));
        assertThat(snapshot.kernel())
                .isEqualTo(new Kernel("Linux", "unknown", OptionalInt.empty(), "the snapshot does not say"));
        assertThat(snapshot.namespace()).isEqualTo(new NetworkNamespace(0, "host"));
        assertThat(snapshot.conntrack()).hasValue(new Conntrack(0, 0, -1));
        assertThat(snapshot.cost()).isEqualTo(Cost.UNKNOWN);
        assertThat(snapshot.limits()).containsExactly(new Limit("", ""));
        assertThat(snapshot.activity()).isEmpty();
        assertThat(snapshot.owners().of(5)).hasValue(new HostProcess(0, ""));
    }

    @Test
    void activityWithoutMoreThanItsLengthIsEmpty() throws SnapshotFormatException {
        Activity activity = Documents.read(Documents.with("\"activity\": {\"nanos\": 5}"))
                .activity()
                .orElseThrow();
        assertThat(activity.nanos()).isEqualTo(5);
        assertThat(activity.increments()).isEmpty();
        assertThat(activity.flows()).isEmpty();
        assertThat(activity.sightings()).isEmpty();
        assertThat(activity.held(0)).isFalse();
    }

    @Test
    void partsOfFlowsAndSightingsHaveDefaults() throws SnapshotFormatException {
        Activity activity = Documents.read(Documents.with("""
                        "activity": {"nanos": 1, "flows": [{}], "sightings": [{}]}""")).activity().orElseThrow();
        assertThat(activity.flows()).containsExactly(new Flow(destination("::", "[::]:0"), 0, 0));
        assertThat(activity.sightings())
                .containsExactly(new Sighting(destination("::", "[::]:0"), new HostProcess(0, ""), 0));
    }

    @Test
    void columnsThatAreMissingHaveDefaults() throws SnapshotFormatException {
        assertThat(onlySocket(Documents.withRows(NEEDED, "[1, 0, 40000, 1, 80]")))
                .isEqualTo(socket(SocketState.TIME_WAIT, "10.0.0.1:40000", "10.0.0.2:80"));
    }

    @Test
    void columnsMayStandInAnotherOrder() throws SnapshotFormatException {
        String document = Documents.withRows(
                "\"idleMillis\", \"remotePort\", \"remote\", \"cookie\", \"localPort\", \"local\", \"uid\", \"state\","
                        + " \"inode\", \"timerMillis\", \"timer\", \"sendQueueBytes\", \"receiveQueueBytes\"",
                "[9, 80, 1, 77, 40000, 0, 33, 0, 4294967295, 1500, 0, 3, 2]");
        assertThat(onlySocket(document))
                .isEqualTo(socket(SocketState.ESTABLISHED, "10.0.0.1:40000", "10.0.0.2:80")
                        .withTimer(SocketTimer.KEEPALIVE, 1500)
                        .withQueues(2, 3)
                        .withOwner(33, 4_294_967_295L)
                        .withCookie(77)
                        .withIdleMillis(9));
    }

    @Test
    void unknownColumnsArePassedOver() throws SnapshotFormatException {
        assertThat(onlySocket(
                        Documents.withRows("\"mark\", " + NEEDED + ", \"mptcp\"", "[99, 1, 0, 40000, 1, 80, -5]")))
                .isEqualTo(socket(SocketState.TIME_WAIT, "10.0.0.1:40000", "10.0.0.2:80"));
    }

    @Test
    void unknownTimerIsAnUnknownTimer() throws SnapshotFormatException {
        String document = Documents.withRows(NEEDED + ", \"timer\"", "[1, 0, 40000, 1, 80, 0]")
                .replace("KEEPALIVE", "TAIL_LOSS_PROBE");
        assertThat(onlySocket(document).timer()).isEqualTo(SocketTimer.UNKNOWN);
    }

    @Test
    void heldColumnBelongsToTheActivity() throws SnapshotFormatException {
        String rows = Documents.withRows(
                NEEDED + ", \"held\"", "[1, 0, 1, 1, 80, 0], [1, 0, 2, 1, 80, 1], [1, 0, 3, 1, 80, 0]");
        Activity activity = Documents.read(rows.replace("\"sockets\"", "\"activity\": {\"nanos\": 1}, \"sockets\""))
                .activity()
                .orElseThrow();
        assertThat(activity.held(0)).isFalse();
        assertThat(activity.held(1)).isTrue();
        assertThat(activity.held(2)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"future\": 1",
                "\"future\": \"text\"",
                "\"future\": null",
                "\"future\": {\"schema\": \"linger/snapshot/v9\", \"rows\": [[1]]}",
                "\"future\": [[], {}, 1.5e300, true]",
                "\"kernel\": {\"future\": [1]}",
                "\"namespace\": {\"future\": [1]}",
                "\"conntrack\": {\"future\": \"text\"}",
                "\"cost\": {\"future\": {}}",
                "\"limits\": [{\"future\": 1}]",
                "\"processes\": [{\"future\": 1}]",
                "\"activity\": {\"future\": {\"nanos\": -1}}",
                "\"activity\": {\"nanos\": 1, \"flows\": [{\"future\": []}], \"sightings\": [{\"future\": {}}]}",
                "\"sockets\": {\"future\": [[1]]}",
            })
    void unknownFieldsArePassedOver(String fields) throws SnapshotFormatException {
        assertThat(Documents.read(Documents.with(fields)).host()).isEqualTo("unknown");
    }

    @Test
    void schemaMayStandAnywhere() throws SnapshotFormatException {
        assertThat(Documents.read("{\"host\": \"web-1\", \"schema\": \"linger/snapshot/v1\"}")
                        .host())
                .isEqualTo("web-1");
    }

    @Test
    void settingsAndCountersUnknownToLingerAreKept() throws SnapshotFormatException {
        HostSnapshot snapshot = Documents.read(Documents.with("""
                "settings": {"net.ipv4.future": "7"}, "counters": {"TcpExt.Future": 8}"""));
        assertThat(snapshot.settings().values()).isEqualTo(Map.of("net.ipv4.future", "7"));
        assertThat(snapshot.counters().values()).isEqualTo(Map.of("TcpExt.Future", 8L));
    }

    private static PlainSocket onlySocket(String document) throws SnapshotFormatException {
        HostSnapshot snapshot = Documents.read(document);
        assertThat(SampleSnapshots.rows(snapshot.sockets())).hasSize(1);
        return SampleSockets.copyOf(snapshot.sockets().view(0));
    }
}
