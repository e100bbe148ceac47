package dev.linger.observation.json;

import dev.linger.observation.HostSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Snapshots in memory, in their JSON form.
final class Documents {
    private Documents() {}

    static byte[] write(HostSnapshot snapshot) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotWriter.write(snapshot, out);
        return out.toByteArray();
    }

    static HostSnapshot read(byte[] document) throws SnapshotFormatException {
        return SnapshotReader.read(new ByteArrayInputStream(document));
    }

    static HostSnapshot read(String document) throws SnapshotFormatException {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    /// A document with the right schema and these fields besides.
    static String with(String fields) {
        return "{\"schema\": \"linger/snapshot/v1\",\n" + fields + "}";
    }

    /// A document with sockets of these columns and rows, between `10.0.0.1` (0) and `10.0.0.2` (1).
    static String withRows(String columns, String rows) {
        return with("""
                "sockets": {
                "states": ["ESTABLISHED", "TIME_WAIT"],
                "timers": ["KEEPALIVE", "OFF"],
                "addresses": ["10.0.0.1", "10.0.0.2"],
                "columns": [%s],
                "rows": [%s]}""".formatted(columns, rows));
    }
}
