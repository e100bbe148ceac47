package dev.linger.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.linger.linux.kernel.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The few calls into the C library; nothing else in Linger calls foreign functions. For one thread, to be closed.
///
/// A call that fails throws [SystemCallException] with its errno; one that a signal interrupts is repeated.
///
/// All handles have one shape, four longs to a long, because Java generates and loads code for each shape: 5 ms each,
/// on every start. The functions take integers and pointers only, up to four. Every 64-bit ABI of Linux that Java has
/// (x86-64, AArch64, RISC-V, Power, s390x) passes those alike, one a register and sign-extended, lets a callee ignore
/// registers it does not ask for, and returns an int in the lower half.
public final class LibC implements AutoCloseable {
    public static final int AF_NETLINK = 16;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_CLOEXEC = 0x8_0000;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;

    private static final int O_RDONLY_AND_CLOEXEC = 0x8_0000;
    private static final int CLONE_NEWNET = 0x4000_0000;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment callState = arena.allocate(JAVA_INT);

    private LibC() {}

    /// For the calling thread. A Java that cannot call C, or may not, fails like a kernel without the call: ENOSYS.
    public static LibC open() throws SystemCallException {
        try {
            Functions.link();
            return new LibC();
        } catch (LinkageError unusable) {
            throw new SystemCallException("calling C from Java", Errno.ENOSYS, unusable);
        }
    }

    /// Does ahead, on whatever thread, the work that the first [#open()] of a run has to wait for. If it cannot be
    /// done, that one will say so.
    public static void prepare() {
        try {
            Functions.link();
        } catch (LinkageError unusable) {
            // As promised.
        }
    }

    /// Linked on first use.
    private static final class Functions {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
        private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
        private static final FunctionDescriptor SHAPE =
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

        // int socket(int domain, int type, int protocol);
        static final MethodHandle SOCKET = function("socket");

        // ssize_t send(int sockfd, const void *buf, size_t len, int flags);
        static final MethodHandle SEND = function("send");

        // ssize_t recv(int sockfd, void *buf, size_t len, int flags);
        static final MethodHandle RECV = function("recv");

        // int close(int fd);
        static final MethodHandle CLOSE = function("close");

        // int open(const char *pathname, int flags, ... /* mode_t mode */);
        static final MethodHandle OPEN = function("open");

        // int setns(int fd, int nstype);
        static final MethodHandle SETNS = function("setns");

        @SuppressWarnings("restricted") // granted by --enable-native-access
        private static MethodHandle function(String name) {
            return LINKER.downcallHandle(LIBRARY.findOrThrow(name), SHAPE, CAPTURE_ERRNO);
        }

        static void link() {}
    }

    private long call(MethodHandle function, long first, long second, long third, long fourth) {
        try {
            return (long) function.invokeExact(callState, first, second, third, fourth);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a call into C threw", impossible);
        }
    }

    /// A piece of memory that calls can fill, as long as this is open.
    public MemorySegment allocate(long bytes) {
        return arena.allocate(bytes, Long.BYTES);
    }

    public int socket(int domain, int type, int protocol) throws SystemCallException {
        int descriptor = (int) call(Functions.SOCKET, domain, type, protocol, 0);
        if (descriptor < 0) {
            throw failure("socket");
        }
        return descriptor;
    }

    /// Sends one datagram, the first `length` bytes of the buffer.
    public void send(int socket, MemorySegment buffer, long length) throws SystemCallException {
        long address = buffer.asSlice(0, length).address();
        long count;
        do {
            count = call(Functions.SEND, socket, address, length, 0);
        } while (count < 0 && errno() == Errno.EINTR);
        if (count < 0) {
            throw failure("send");
        }
    }

    /// Receives one datagram into the buffer. The result is its length: with `MSG_TRUNC` the true one, even where the
    /// buffer is too short for it.
    public int recv(int socket, MemorySegment buffer, int flags) throws SystemCallException {
        long count;
        do {
            count = call(Functions.RECV, socket, buffer.address(), buffer.byteSize(), flags);
        } while (count < 0 && errno() == Errno.EINTR);
        if (count < 0) {
            throw failure("recv");
        }
        return (int) count;
    }

    /// Opens a file for reading.
    public int open(String path) throws SystemCallException {
        long name = arena.allocateFrom(path).address();
        int descriptor;
        do {
            descriptor = (int) call(Functions.OPEN, name, O_RDONLY_AND_CLOEXEC, 0, 0);
        } while (descriptor < 0 && errno() == Errno.EINTR);
        if (descriptor < 0) {
            throw failure("open " + path);
        }
        return descriptor;
    }

    /// Moves the calling thread into the network namespace that `descriptor` stands for.
    public void setns(int descriptor) throws SystemCallException {
        if ((int) call(Functions.SETNS, descriptor, CLONE_NEWNET, 0, 0) < 0) {
            throw failure("setns");
        }
    }

    /// Closes a descriptor. What the call answers is of no use: the descriptor is gone in any case.
    public void close(int descriptor) {
        call(Functions.CLOSE, descriptor, 0, 0, 0);
    }

    private int errno() {
        return callState.get(JAVA_INT, 0);
    }

    private SystemCallException failure(String call) {
        return new SystemCallException(call, errno());
    }

    @Override
    public void close() {
        arena.close();
    }
}
