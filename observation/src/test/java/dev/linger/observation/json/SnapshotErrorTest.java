package dev.linger.observation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotErrorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            document | line | column | message
            {"schema": "linger/snapshot/v2"} | 1 | 12 \
                    | at schema: expected linger/snapshot/v1, found "linger/snapshot/v2": use the Linger that wrote it
            {"schema": "linger/report/v1"} | 1 | 12 | at schema: expected linger/snapshot/v1, found "linger/report/v1"
            {"schema": 1} | 1 | 12 | at schema: expected a text, found VALUE_NUMBER_INT
            {"host": "web-1"} | 1 | 17 \
                    | expected a field "schema" that is linger/snapshot/v1, found none: this is no snapshot
            [] | 1 | 1 | expected an object, found START_ARRAY
            `` | 1 | 0 | expected more, found the end of the file
            {"host": "web | 1 | 14 | at host: expected more, found the end of the file
            {"host" | 1 | 8 | expected more, found the end of the file
            """)
    void whatIsNoSnapshotIsRefused(String document, int line, int column, String message) {
        assertRefused(document, line, column, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            fields from line 2 on | column | message
            "takenEpochMillis": "now" | 21 | at takenEpochMillis: expected a whole number, found VALUE_STRING
            "takenEpochMillis": 1.5 | 21 | at takenEpochMillis: expected a whole number, found VALUE_NUMBER_FLOAT
            "takenEpochMillis": 9223372036854775808 | 21 \
                    | at takenEpochMillis: expected a whole number of 64 bits, found VALUE_NUMBER_INT
            "kernel": [] | 11 | at kernel: expected an object, found START_ARRAY
            "kernel": {"hz": 0} | 18 | at kernel.hz: expected a whole number from 1 to 100000, found 0
            "settings": {"net.core.somaxconn": 4096} | 36 \
                    | at settings.net.core.somaxconn: expected a text, found VALUE_NUMBER_INT
            "settings": {"net.ipv4.ip_local_port_range": "9 5"} | 46 \
                    | at settings.net.ipv4.ip_local_port_range: expected two ports, first ≤ last, found "9 5"
            "settings": {"net.ipv4.ip_local_port_range": "1 99999999"} | 46 \
                    | at settings.net.ipv4.ip_local_port_range: expected two ports, first ≤ last, found "1 99999999"
            "settings": {"net.ipv4.ip_local_port_range": "1"} | 46 \
                    | at settings.net.ipv4.ip_local_port_range: expected two ports, first ≤ last, found "1"
            "settings": {"net.ipv4.ip_local_port_range": "1 2 3"} | 46 \
                    | at settings.net.ipv4.ip_local_port_range: expected two ports, first ≤ last, found "1 2 3"
            "settings": {"net.ipv4.ip_local_reserved_ports": "9-8"} | 50 \
                    | at settings.net.ipv4.ip_local_reserved_ports: expected ports like 80,9000-9100, found "9-8"
            "namespace": {"others": -1} | 25 \
                    | at namespace.others: expected a whole number from 0 to 2147483647, found -1
            "counters": {"Tcp.OutRsts": null} | 29 | at counters.Tcp.OutRsts: expected a whole number, found VALUE_NULL
            "limits": {} | 11 | at limits: expected an array, found START_OBJECT
            "conntrack": {"entries": "3"} | 26 | at conntrack.entries: expected a whole number, found VALUE_STRING
            "processes": [{"pid": 2147483648}] | 23 \
                    | at processes.pid: expected a whole number from 0 to 2147483647, found 2147483648
            "owners": [[7, 0]] | 17 | at owners: expected an inode and a place in "processes", which has 0, found [7, 0]
            "processes": [{}], "owners": [[7]] | 33 \
                    | at owners: expected an inode and a place in "processes", which has 1, found [7]
            "processes": [{}], "owners": [[7, -1]] | 37 \
                    | at owners: expected an inode and a place in "processes", which has 1, found [7, -1]
            "activity": {"nanos": 0} | 23 \
                    | at activity.nanos: expected a whole number from 1 to 9223372036854775807, found 0
            "activity": {"nanos": -5} | 23 \
                    | at activity.nanos: expected a whole number from 1 to 9223372036854775807, found -5
            "activity": {"flows": [{"port": 70000}]} | 33 \
                    | at activity.flows.port: expected a whole number from 0 to 65535, found 70000
            "activity": {"flows": [{"opened": -1}]} | 35 \
                    | at activity.flows.opened: expected a whole number from 0 to 2147483647, found -1
            "activity": {"sightings": [{"source": "::g"}]} | 39 \
                    | at activity.sightings.source: expected an IP address, found "::g"
            "sockets": {"states": ["WAITING"]} | 24 | at sockets.states: expected a TCP state, found "WAITING"
            "sockets": {"addresses": ["10.0.0.256"]} | 27 \
                    | at sockets.addresses: expected an IP address, found "10.0.0.256"
            "sockets": {"rows": []} | 21 | at sockets.rows: expected "columns" before "rows", found rows
            "sockets": {"columns": ["state"]} | 32 | at sockets.columns: expected a column "local", found [state]
            "host": "web-1" "kernel" | 17 \
                | expected JSON: Unexpected character ('"' (code 34)): was expecting comma to separate Object entries
            """)
    void wrongFieldIsNamedWithItsPlace(String fields, int column, String message) {
        assertRefused(Documents.with(fields), 2, column, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            row | message
            [0, 0, 40000, 1]                                      | a row of 14 numbers, found one of 4
            [0, 0, 40000, 1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0]      | a row of 14 numbers, found one of 15
            [2, 0, 40000, 1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 0]         | a state from 0 to 1, found 2
            [-1, 0, 40000, 1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 0]        | a state from 0 to 1, found -1
            [0, 2, 40000, 1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 0]         | a local from 0 to 1, found 2
            [0, 0, 40000, -1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 0]        | a remote from 0 to 1, found -1
            [0, 0, 70000, 1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 0]         | a localPort from 0 to 65535, found 70000
            [0, 0, 40000, 1, -1, 0, 0, 0, 0, 0, 0, 0, -1, 0]         | a remotePort from 0 to 65535, found -1
            [0, 0, 40000, 1, 80, 2, 0, 0, 0, 0, 0, 0, -1, 0]         | a timer from 0 to 1, found 2
            [0, 0, 40000, 1, 80, 0, -1, 0, 0, 0, 0, 0, -1, 0]        | a timerMillis from 0 to 2147483647, found -1
            [0, 0, 40000, 1, 80, 0, 0, 2147483648, 0, 0, 0, 0, -1, 0] \
                    | a receiveQueueBytes from -2147483648 to 2147483647, found 2147483648
            [0, 0, 40000, 1, 80, 0, 0, 0, -2147483649, 0, 0, 0, -1, 0] \
                    | a sendQueueBytes from -2147483648 to 2147483647, found -2147483649
            [0, 0, 40000, 1, 80, 0, 0, 0, 0, 4294967296, 0, 0, -1, 0] | a uid from 0 to 4294967295, found 4294967296
            [0, 0, 40000, 1, 80, 0, 0, 0, 0, 0, 4294967296, 0, -1, 0] | a inode from 0 to 4294967295, found 4294967296
            [0, 0, 40000, 1, 80, 0, 0, 0, 0, 0, 0, 9223372036854775808, -1, 0] \
                    | a whole number of 64 bits, found VALUE_NUMBER_INT
            [0, 0, 40000, 1, 80, 0, 0, 0, 0, 0, 0, 0, -2, 0]         | a idleMillis from -1 to 2147483647, found -2
            [0, 0, 40000, 1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 2]      | a held from 0 to 1, found 2
            [0, 0, "http", 1, 80, 0, 0, 0, 0, 0, 0, 0, -1, 0]        | a whole number, found VALUE_STRING
            7                                                     | an array, found VALUE_NUMBER_INT
            """)
    void wrongRowIsNamedWithItsColumn(String row, String message) {
        String columns = "\"state\", \"local\", \"localPort\", \"remote\", \"remotePort\", \"timer\", \"timerMillis\","
                + " \"receiveQueueBytes\", \"sendQueueBytes\", \"uid\", \"inode\", \"cookie\", \"idleMillis\","
                + " \"held\"";
        SnapshotFormatException refusal = refusal(Documents.withRows(columns, row));
        assertThat(refusal).hasMessage("at sockets.rows: expected " + message);
        assertThat(refusal.line()).isEqualTo(7);
        assertThat(refusal.column()).isBetween(10, 10 + row.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            list      | message
            states    | at sockets.rows: expected "states" before "rows", found rows
            addresses | at sockets.rows: expected "addresses" before "rows", found rows
            timers    | at sockets.rows: expected "timers" before "rows", found rows
            """)
    void listsComeBeforeTheRowsThatNumberIntoThem(String list, String message) {
        String document = Documents.withRows(
                "\"state\", \"local\", \"localPort\", \"remote\", \"remotePort\", \"timer\"", "[0, 0, 1, 1, 2, 0]");
        assertThat(refusal(document.replace("\"" + list + "\"", "\"elsewhere\"")))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            more                             | message
            {"schema": "linger/snapshot/v1"} | expected nothing after the snapshot, found START_OBJECT
            ]                                | expected JSON: Unexpected close marker ']': no open Array to close
            """)
    void nothingFollowsASnapshot(String more, String message) {
        SnapshotFormatException refusal = refusal(Documents.with("").replace(",\n", "") + "\n" + more);
        assertThat(refusal).hasMessageStartingWith(message);
        assertThat(refusal.line()).isEqualTo(2);
    }

    @Test
    void streamThatFailsIsRefusedToo() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertThat(catchThrowableOfType(SnapshotFormatException.class, () -> SnapshotReader.read(closed)))
                .hasMessageContaining("Stream closed");
    }

    private static void assertRefused(String document, int line, int column, String message) {
        SnapshotFormatException refusal = refusal(document);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.line()).as("line").isEqualTo(line);
        assertThat(refusal.column()).as("column").isEqualTo(column);
    }

    private static SnapshotFormatException refusal(String document) {
        SnapshotFormatException refusal =
                catchThrowableOfType(SnapshotFormatException.class, () -> Documents.read(document));
        assertThat(refusal).as(document).isNotNull();
        return refusal;
    }
}
