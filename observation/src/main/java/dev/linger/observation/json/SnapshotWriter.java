package dev.linger.observation.json;

import dev.linger.model.Destination;
import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.Conntrack;
import dev.linger.observation.Flow;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Limit;
import dev.linger.observation.Owners;
import dev.linger.observation.Sighting;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketTimer;
import dev.linger.observation.SocketView;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Writes a snapshot as JSON while going through it, so that its size does not matter.
public final class SnapshotWriter {
    private static final SocketColumn[] COLUMNS = SocketColumn.values();

    private final HostSnapshot snapshot;
    private final JsonGenerator json;

    private SnapshotWriter(HostSnapshot snapshot, JsonGenerator json) {
        this.snapshot = snapshot;
        this.json = json;
    }

    /// Writes `snapshot` to `out`, which stays open. A failing stream throws
    /// [tools.jackson.core.exc.JacksonIOException].
    public static void write(HostSnapshot snapshot, OutputStream out) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            new SnapshotWriter(snapshot, json).write();
        }
    }

    private void write() {
        json.writeStartObject();
        json.writeStringProperty("schema", SnapshotSchema.NAME);
        host();
        json.writeName("settings");
        json.writeStartObject();
        snapshot.settings().values().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeName("counters");
        json.writeStartObject();
        snapshot.counters().values().forEach(json::writeNumberProperty);
        json.writeEndObject();
        snapshot.conntrack().ifPresent(this::conntrack);
        limits();
        owners(snapshot.owners());
        snapshot.activity().ifPresent(this::activity);
        sockets(snapshot.sockets());
        json.writeEndObject();
    }

    private void host() {
        json.writeStringProperty("host", snapshot.host());
        json.writeNumberProperty("takenEpochMillis", snapshot.takenEpochMillis());
        json.writeName("kernel");
        json.writeStartObject();
        json.writeStringProperty("system", snapshot.kernel().system());
        json.writeStringProperty("release", snapshot.kernel().release());
        snapshot.kernel().hz().ifPresent(hz -> json.writeNumberProperty("hz", hz));
        json.writeStringProperty("hzSource", snapshot.kernel().hzSource());
        json.writeEndObject();
        json.writeName("namespace");
        json.writeStartObject();
        json.writeNumberProperty("inode", snapshot.namespace().inode());
        json.writeStringProperty("name", snapshot.namespace().name());
        json.writeNumberProperty("others", snapshot.namespace().others());
        json.writeEndObject();
        json.writeName("cost");
        json.writeStartObject();
        json.writeNumberProperty("nanos", snapshot.cost().nanos());
        json.writeNumberProperty("bytes", snapshot.cost().bytes());
        json.writeEndObject();
    }

    private void conntrack(Conntrack conntrack) {
        json.writeName("conntrack");
        json.writeStartObject();
        json.writeNumberProperty("entries", conntrack.entries());
        json.writeNumberProperty("limit", conntrack.limit());
        json.writeNumberProperty("drops", conntrack.drops());
        json.writeEndObject();
    }

    private void limits() {
        json.writeName("limits");
        json.writeStartArray();
        for (Limit limit : snapshot.limits()) {
            json.writeStartObject();
            json.writeStringProperty("missing", limit.missing());
            json.writeStringProperty("need", limit.need());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void owners(Owners owners) {
        json.writeName("processes");
        json.writeStartArray();
        for (HostProcess process : owners.processes()) {
            process(process);
        }
        json.writeEndArray();
        json.writeName("owners");
        json.writeStartArray();
        for (int number = 0; number < owners.size(); number++) {
            json.writeStartArray();
            json.writeNumber(owners.inode(number));
            json.writeNumber(owners.processNumber(number));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void process(HostProcess process) {
        json.writeStartObject();
        json.writeNumberProperty("pid", process.pid());
        json.writeStringProperty("name", process.name());
        json.writeEndObject();
    }

    private void activity(Activity activity) {
        json.writeName("activity");
        json.writeStartObject();
        json.writeNumberProperty("nanos", activity.nanos());
        json.writeName("increments");
        json.writeStartObject();
        activity.increments().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeName("flows");
        json.writeStartArray();
        for (Flow flow : activity.flows()) {
            json.writeStartObject();
            destination(flow.destination());
            json.writeNumberProperty("opened", flow.opened());
            json.writeNumberProperty("released", flow.released());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("sightings");
        json.writeStartArray();
        for (Sighting sighting : activity.sightings()) {
            json.writeStartObject();
            destination(sighting.destination());
            json.writeName("process");
            process(sighting.process());
            json.writeNumberProperty("times", sighting.times());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void destination(Destination destination) {
        json.writeStringProperty("source", destination.source().toString());
        json.writeStringProperty("address", destination.remote().address().toString());
        json.writeNumberProperty("port", destination.remote().port());
    }

    private void sockets(SocketTable sockets) {
        json.writeName("sockets");
        json.writeStartObject();
        json.writeName("states");
        json.writeStartArray();
        for (SocketState state : SocketState.values()) {
            json.writeString(state.name());
        }
        json.writeEndArray();
        json.writeName("timers");
        json.writeStartArray();
        for (SocketTimer timer : SocketTimer.values()) {
            json.writeString(timer.name());
        }
        json.writeEndArray();
        json.writeName("addresses");
        json.writeStartArray();
        for (int number = 0; number < sockets.addressCount(); number++) {
            json.writeString(sockets.address(number).toString());
        }
        json.writeEndArray();
        json.writeName("columns");
        json.writeStartArray();
        for (SocketColumn column : SocketColumn.values()) {
            json.writeString(column.title());
        }
        json.writeEndArray();
        json.writeName("rows");
        json.writeStartArray();
        rows(sockets);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void rows(SocketTable sockets) {
        int[] row = {0};
        sockets.forEach(socket -> row(sockets, row[0]++, socket));
    }

    private void row(SocketTable sockets, int row, SocketView socket) {
        json.writeStartArray();
        for (SocketColumn column : COLUMNS) {
            json.writeNumber(
                    switch (column) {
                        case STATE -> socket.state().ordinal();
                        case LOCAL -> sockets.localNumber(row);
                        case LOCAL_PORT -> socket.localPort();
                        case REMOTE -> sockets.remoteNumber(row);
                        case REMOTE_PORT -> socket.remotePort();
                        case TIMER -> socket.timer().ordinal();
                        case TIMER_MILLIS -> socket.timerMillis();
                        case RECEIVE_QUEUE -> socket.receiveQueueBytes();
                        case SEND_QUEUE -> socket.sendQueueBytes();
                        case UID -> Integer.toUnsignedLong(socket.uid());
                        case INODE -> socket.inode();
                        case COOKIE -> socket.cookie();
                        case IDLE_MILLIS -> socket.idleMillis();
                        case HELD -> held(row);
                    });
        }
        json.writeEndArray();
    }

    private long held(int row) {
        return snapshot.activity().isPresent() && snapshot.activity().get().held(row) ? 1 : 0;
    }
}
