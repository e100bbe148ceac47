package dev.linger.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much of the heap a piece of code takes, for tests of code that is to take nothing.
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /// Bytes that this thread allocates while `work` runs. The optimizing compiler costs a thread some bytes
    /// once, when it is done with what the thread runs: repeat the work some hundred thousand times before.
    public static long bytesOf(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
