package dev.linger.observation.json;

import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketTimer;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Reads the `sockets` part of a snapshot, row by row, straight into a [SocketTable]. The lists of states, timers,
/// addresses and columns come before the rows that number into them.
final class SocketRowsReader {
    private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

    private final JsonCursor json;
    private final List<SocketState> states = new ArrayList<>();
    private final List<SocketTimer> timers = new ArrayList<>();
    private final List<IpAddress> addresses = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final int[] places = new int[SocketColumn.values().length];
    private final SocketTable.Builder table = new SocketTable.Builder();
    private final BitSet held = new BitSet();

    SocketRowsReader(JsonCursor json) {
        this.json = json;
    }

    SocketTable table() {
        return table.build();
    }

    BitSet held() {
        return held;
    }

    void read() throws SnapshotFormatException {
        json.object(name -> {
            switch (name) {
                case "states" -> json.array(() -> states.add(state()));
                case "timers" -> json.array(() -> timers.add(timer()));
                case "addresses" -> json.array(() -> addresses.add(address(json)));
                case "columns" -> columns();
                case "rows" -> rows();
                default -> json.skip();
            }
        });
    }

    private SocketState state() throws SnapshotFormatException {
        String text = json.text();
        return SocketState.parse(text).orElseThrow(() -> json.wrong("a TCP state", "\"" + text + "\""));
    }

    private SocketTimer timer() throws SnapshotFormatException {
        String text = json.text();
        return Arrays.stream(SocketTimer.values())
                .filter(timer -> timer.name().equals(text))
                .findFirst()
                .orElse(SocketTimer.UNKNOWN);
    }

    static IpAddress address(JsonCursor json) throws SnapshotFormatException {
        String text = json.text();
        return IpAddress.parse(text).orElseThrow(() -> json.wrong("an IP address", "\"" + text + "\""));
    }

    private void columns() throws SnapshotFormatException {
        Arrays.fill(places, -1);
        json.array(() -> columns.add(json.text()));
        for (int place = 0; place < columns.size(); place++) {
            int index = place;
            SocketColumn.named(columns.get(place)).ifPresent(column -> places[column.ordinal()] = index);
        }
        for (SocketColumn needed : List.of(
                SocketColumn.STATE,
                SocketColumn.LOCAL,
                SocketColumn.LOCAL_PORT,
                SocketColumn.REMOTE,
                SocketColumn.REMOTE_PORT)) {
            if (places[needed.ordinal()] < 0) {
                throw json.wrong("a column \"" + needed.title() + "\"", columns.toString());
            }
        }
    }

    private void rows() throws SnapshotFormatException {
        if (columns.isEmpty()) {
            throw json.wrong("\"columns\" before \"rows\"", "rows");
        }
        Row row = new Row();
        json.array(() -> {
            int[] count = {0};
            json.array(() -> {
                long value = json.number();
                if (count[0] < row.values.length) {
                    row.values[count[0]] = value;
                }
                count[0]++;
            });
            if (count[0] != columns.size()) {
                throw json.wrong("a row of " + columns.size() + " numbers", "one of " + count[0]);
            }
            row.check();
            held.set(table.size(), row.value(SocketColumn.HELD, 0) != 0);
            table.accept(row);
        });
    }

    /// The row being read.
    private final class Row implements SocketView {
        private final long[] values = new long[columns.size()];

        private long value(SocketColumn column, long missing) {
            int place = places[column.ordinal()];
            return place < 0 ? missing : values[place];
        }

        private void check() throws SnapshotFormatException {
            checkPlace(SocketColumn.STATE, "states", states.size());
            checkPlace(SocketColumn.LOCAL, "addresses", addresses.size());
            checkPlace(SocketColumn.REMOTE, "addresses", addresses.size());
            checkPlace(SocketColumn.TIMER, "timers", timers.size());
            check(SocketColumn.LOCAL_PORT, 0, 65535);
            check(SocketColumn.REMOTE_PORT, 0, 65535);
            check(SocketColumn.TIMER_MILLIS, 0, Integer.MAX_VALUE);
            check(SocketColumn.RECEIVE_QUEUE, Integer.MIN_VALUE, Integer.MAX_VALUE);
            check(SocketColumn.SEND_QUEUE, Integer.MIN_VALUE, Integer.MAX_VALUE);
            check(SocketColumn.UID, 0, MAX_UNSIGNED_INT);
            check(SocketColumn.INODE, 0, MAX_UNSIGNED_INT);
            check(SocketColumn.IDLE_MILLIS, -1, Integer.MAX_VALUE);
            check(SocketColumn.HELD, 0, 1);
        }

        private void checkPlace(SocketColumn column, String list, int size) throws SnapshotFormatException {
            if (places[column.ordinal()] >= 0 && size == 0) {
                throw json.wrong("\"" + list + "\" before \"rows\"", "rows");
            }
            check(column, 0, size - 1L);
        }

        private void check(SocketColumn column, long min, long max) throws SnapshotFormatException {
            int place = places[column.ordinal()];
            if (place >= 0 && (values[place] < min || values[place] > max)) {
                throw json.wrong("a " + column.title() + " from " + min + " to " + max, String.valueOf(values[place]));
            }
        }

        private IpAddress address(SocketColumn column) {
            return addresses.get((int) value(column, 0));
        }

        @Override
        public SocketState state() {
            return states.get((int) value(SocketColumn.STATE, 0));
        }

        @Override
        public SocketTimer timer() {
            int place = places[SocketColumn.TIMER.ordinal()];
            return place < 0 ? SocketTimer.OFF : timers.get((int) values[place]);
        }

        @Override
        public int timerMillis() {
            return (int) value(SocketColumn.TIMER_MILLIS, 0);
        }

        @Override
        public long localHigh() {
            return address(SocketColumn.LOCAL).high();
        }

        @Override
        public long localLow() {
            return address(SocketColumn.LOCAL).low();
        }

        @Override
        public int localPort() {
            return (int) value(SocketColumn.LOCAL_PORT, 0);
        }

        @Override
        public long remoteHigh() {
            return address(SocketColumn.REMOTE).high();
        }

        @Override
        public long remoteLow() {
            return address(SocketColumn.REMOTE).low();
        }

        @Override
        public int remotePort() {
            return (int) value(SocketColumn.REMOTE_PORT, 0);
        }

        @Override
        public int receiveQueueBytes() {
            return (int) value(SocketColumn.RECEIVE_QUEUE, 0);
        }

        @Override
        public int sendQueueBytes() {
            return (int) value(SocketColumn.SEND_QUEUE, 0);
        }

        @Override
        public int uid() {
            return (int) value(SocketColumn.UID, 0);
        }

        @Override
        public long inode() {
            return value(SocketColumn.INODE, 0);
        }

        @Override
        public long cookie() {
            return value(SocketColumn.COOKIE, 0);
        }

        @Override
        public int idleMillis() {
            return (int) value(SocketColumn.IDLE_MILLIS, -1);
        }
    }
}
