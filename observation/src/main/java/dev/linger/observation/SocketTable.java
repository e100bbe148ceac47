package dev.linger.observation;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import java.util.Arrays;

/// The sockets of a snapshot as columns of primitives: about 50 bytes a socket and no object for any.
///
/// Immutable. Rows keep the order in which they were read. Read one with [#view(int)] or go through all with
/// [#forEach(SocketSink)].
public final class SocketTable {
    public static final SocketTable EMPTY = new Builder().build();

    private final AddressTable addresses;
    private final int addressCount;
    private final byte[] states;
    private final byte[] timers;
    private final int[] timerMillis;
    private final int[] locals;
    private final int[] remotes;
    private final int[] ports; // local in the upper half, remote in the lower
    private final int[] receiveQueues;
    private final int[] sendQueues;
    private final int[] uids;
    private final int[] inodes;
    private final long[] cookies;
    private final int[] idleMillis;

    private SocketTable(Builder from) {
        int rows = from.rows;
        addresses = from.addresses;
        addressCount = addresses.size(); // the builder may go on and add more
        states = Arrays.copyOf(from.states, rows);
        timers = Arrays.copyOf(from.timers, rows);
        timerMillis = Arrays.copyOf(from.timerMillis, rows);
        locals = Arrays.copyOf(from.locals, rows);
        remotes = Arrays.copyOf(from.remotes, rows);
        ports = Arrays.copyOf(from.ports, rows);
        receiveQueues = Arrays.copyOf(from.receiveQueues, rows);
        sendQueues = Arrays.copyOf(from.sendQueues, rows);
        uids = Arrays.copyOf(from.uids, rows);
        inodes = Arrays.copyOf(from.inodes, rows);
        cookies = Arrays.copyOf(from.cookies, rows);
        idleMillis = Arrays.copyOf(from.idleMillis, rows);
    }

    public int size() {
        return states.length;
    }

    public SocketState state(int row) {
        return SocketState.of(states[row]);
    }

    /// A view that stays on this row.
    public SocketView view(int row) {
        Row view = new Row();
        view.row = row;
        return view;
    }

    /// Hands every socket to `sink`, in one reused view.
    public void forEach(SocketSink sink) {
        Row view = new Row();
        for (view.row = 0; view.row < states.length; view.row++) {
            sink.accept(view);
        }
    }

    /// What tells a connection from every other for as long as it lives, the same in every table: the kernel's
    /// cookie, or where there is none a hash of both endpoints.
    public long identity(int row) {
        if (cookies[row] != 0) {
            return cookies[row];
        }
        long hash = Hash.add(ports[row], addresses.low(remotes[row]));
        hash = Hash.add(hash, addresses.high(remotes[row]));
        hash = Hash.add(hash, addresses.low(locals[row]));
        return Hash.add(hash, addresses.high(locals[row]));
    }

    /// The address with this number, as the JSON form lists them.
    public IpAddress address(int number) {
        return addresses.address(number);
    }

    public int addressCount() {
        return addressCount;
    }

    /// The numbers of a row's own and peer's address.
    public int localNumber(int row) {
        return locals[row];
    }

    public int remoteNumber(int row) {
        return remotes[row];
    }

    /// Row `row` of the table; the field moves in [#forEach(SocketSink)] only.
    private final class Row implements SocketView {
        private int row;

        @Override
        public SocketState state() {
            return SocketState.of(states[row]);
        }

        @Override
        public SocketTimer timer() {
            return SocketTimer.of(timers[row]);
        }

        @Override
        public int timerMillis() {
            return timerMillis[row];
        }

        @Override
        public long localHigh() {
            return addresses.high(locals[row]);
        }

        @Override
        public long localLow() {
            return addresses.low(locals[row]);
        }

        @Override
        public int localPort() {
            return ports[row] >>> 16;
        }

        @Override
        public long remoteHigh() {
            return addresses.high(remotes[row]);
        }

        @Override
        public long remoteLow() {
            return addresses.low(remotes[row]);
        }

        @Override
        public int remotePort() {
            return ports[row] & 0xFFFF;
        }

        @Override
        public int receiveQueueBytes() {
            return receiveQueues[row];
        }

        @Override
        public int sendQueueBytes() {
            return sendQueues[row];
        }

        @Override
        public int uid() {
            return uids[row];
        }

        @Override
        public long inode() {
            return Integer.toUnsignedLong(inodes[row]);
        }

        @Override
        public long cookie() {
            return cookies[row];
        }

        @Override
        public int idleMillis() {
            return idleMillis[row];
        }
    }

    /// Collects rows while a source is read.
    public static final class Builder implements SocketSink {
        private final AddressTable addresses = new AddressTable();
        private byte[] states = new byte[256];
        private byte[] timers = new byte[256];
        private int[] timerMillis = new int[256];
        private int[] locals = new int[256];
        private int[] remotes = new int[256];
        private int[] ports = new int[256];
        private int[] receiveQueues = new int[256];
        private int[] sendQueues = new int[256];
        private int[] uids = new int[256];
        private int[] inodes = new int[256];
        private long[] cookies = new long[256];
        private int[] idleMillis = new int[256];
        private int rows;

        @Override
        public void accept(SocketView socket) {
            if (rows == states.length) {
                grow();
            }
            states[rows] = (byte) socket.state().ordinal();
            timers[rows] = (byte) socket.timer().ordinal();
            timerMillis[rows] = socket.timerMillis();
            locals[rows] = addresses.number(socket.localHigh(), socket.localLow());
            remotes[rows] = addresses.number(socket.remoteHigh(), socket.remoteLow());
            ports[rows] = socket.localPort() << 16 | socket.remotePort();
            receiveQueues[rows] = socket.receiveQueueBytes();
            sendQueues[rows] = socket.sendQueueBytes();
            uids[rows] = socket.uid();
            inodes[rows] = (int) socket.inode();
            cookies[rows] = socket.cookie();
            idleMillis[rows] = socket.idleMillis();
            rows++;
        }

        /// A socket written out by hand, for tests and for sources that carry little: no timer, no queues, no owner.
        public Builder add(SocketState state, Endpoint local, Endpoint remote) {
            accept(new PlainSocket(state, local, remote));
            return this;
        }

        public int size() {
            return rows;
        }

        public SocketTable build() {
            return new SocketTable(this);
        }

        private void grow() {
            int capacity = Math.multiplyExact(rows, 2);
            states = Arrays.copyOf(states, capacity);
            timers = Arrays.copyOf(timers, capacity);
            timerMillis = Arrays.copyOf(timerMillis, capacity);
            locals = Arrays.copyOf(locals, capacity);
            remotes = Arrays.copyOf(remotes, capacity);
            ports = Arrays.copyOf(ports, capacity);
            receiveQueues = Arrays.copyOf(receiveQueues, capacity);
            sendQueues = Arrays.copyOf(sendQueues, capacity);
            uids = Arrays.copyOf(uids, capacity);
            inodes = Arrays.copyOf(inodes, capacity);
            cookies = Arrays.copyOf(cookies, capacity);
            idleMillis = Arrays.copyOf(idleMillis, capacity);
        }
    }
}
