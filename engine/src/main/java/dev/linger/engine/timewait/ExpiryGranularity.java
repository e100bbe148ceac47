package dev.linger.engine.timewait;

/// When a timer really fires that was set for a delay.
///
/// Exact timing is for tests; forecasts choose what the system has.
///
/// @param kind how the system rounds
/// @param hertz ticks of the kernel's clock in a second, for the kinds that have ticks: 100 to 1000
public record ExpiryGranularity(Kind kind, int hertz) {
    /// How a system rounds.
    public enum Kind {
        /// To the millisecond.
        EXACT,
        /// Up to a multiple of the level's granularity in the timer wheel: always late, never early
        /// (`kernel/time/timer.c:calc_index`).
        LINUX_WHEEL,
        /// The slots of Linux up to 4.0 (`net/ipv4/inet_timewait_sock.c:inet_twsk_schedule`): 32 short ones,
        /// rounded up, and eight of 7.5 s, of which one is swept at a time, so that 60 s lasts 52.5 to 60 s
        /// (derived). Sweeps are taken to happen at multiples of 7.5 s; in the kernel they begin with the first
        /// row.
        LINUX_SLOTS
    }

    public static final ExpiryGranularity EXACT = new ExpiryGranularity(Kind.EXACT, 1000);

    private static final int MILLIS = 1000;

    // include/linux/timer.h and kernel/time/timer.c: 64 buckets a level, each level eight times as coarse.
    private static final int LEVEL_BITS = 6;
    private static final int LEVEL_SHIFT = 3;
    private static final int LEVELS_FAST = 9;
    private static final int LEVELS_SLOW = 8;

    // include/net/inet_timewait_sock.h: INET_TWDR_RECYCLE_SLOTS and INET_TWDR_TWKILL_SLOTS
    private static final int SHORT_SLOTS = 32;
    private static final int LONG_SLOTS = 8;
    private static final int LONG_SLOT_MILLIS = 60_000 / LONG_SLOTS;

    public ExpiryGranularity {
        if (hertz < 100 || hertz > 1000) {
            throw new IllegalArgumentException("a kernel's clock ticks 100 to 1000 times a second, not " + hertz);
        }
    }

    /// The timer wheel of Linux from 4.8 on, whose clock ticks 100, 250, 300 or 1000 times a second.
    public static ExpiryGranularity linuxWheel(int hertz) {
        return new ExpiryGranularity(Kind.LINUX_WHEEL, hertz);
    }

    /// The slots of Linux up to 4.0.
    public static ExpiryGranularity linuxSlots(int hertz) {
        return new ExpiryGranularity(Kind.LINUX_SLOTS, hertz);
    }

    /// When a timer fires that is set at `setMillis` for `delayMillis`, 0 or more. Both times are milliseconds
    /// that wrap; the kernel's clock is taken to tick at 0.
    public int expiry(int setMillis, int delayMillis) {
        if (delayMillis < 0) {
            throw new IllegalArgumentException("no delay: " + delayMillis + " ms");
        }
        return switch (kind) {
            case EXACT -> setMillis + delayMillis;
            case LINUX_WHEEL -> wheelExpiry(setMillis, delayMillis);
            case LINUX_SLOTS -> slotExpiry(setMillis, delayMillis);
        };
    }

    private int wheelExpiry(int setMillis, int delayMillis) {
        long nowTicks = ticksBefore(setMillis);
        long expiresTicks = nowTicks + ticksAtLeast(delayMillis);
        int level = level(expiresTicks - nowTicks);
        int shift = LEVEL_SHIFT * level;
        // Level 0 rounds too: "(expires >> 0) + 1" fires on the tick after, so that no timer is early.
        long bucket = (expiresTicks + (1L << shift)) >> shift;
        return (int) millisOf(bucket << shift);
    }

    // LVL_START(n) of kernel/time/timer.c: a level takes what lies 63 of its steps or more of the level below ahead.
    private int level(long deltaTicks) {
        int levels = hertz > 100 ? LEVELS_FAST : LEVELS_SLOW;
        int level = 0;
        while (level < levels - 1 && deltaTicks >= levelStart(level + 1)) {
            level++;
        }
        return level;
    }

    private static long levelStart(int level) {
        return ((1L << LEVEL_BITS) - 1) << ((level - 1) * LEVEL_SHIFT);
    }

    private int slotExpiry(int setMillis, int delayMillis) {
        long delayTicks = ticksAtLeast(delayMillis);
        int shift = shortSlotShift();
        long slot = (delayTicks + (1L << shift) - 1) >> shift;
        if (slot < SHORT_SLOTS) {
            return (int) millisOf(ticksBefore(setMillis) + (slot << shift));
        }
        // The row joins a slot after the one that is swept next, and the last of the eight when it is to wait for long.
        long slots = 1 + Math.min((delayMillis + LONG_SLOT_MILLIS - 1L) / LONG_SLOT_MILLIS, LONG_SLOTS - 1L);
        long setUnsigned = Integer.toUnsignedLong(setMillis);
        return (int) (setUnsigned - setUnsigned % LONG_SLOT_MILLIS + slots * LONG_SLOT_MILLIS);
    }

    // include/net/inet_timewait_sock.h: INET_TWDR_RECYCLE_TICK, such that 32 slots span about four seconds.
    private int shortSlotShift() {
        int shift = 0;
        while (((long) hertz << 2) > ((long) SHORT_SLOTS << shift)) {
            shift++;
        }
        return shift;
    }

    private long ticksBefore(int millis) {
        return Integer.toUnsignedLong(millis) * hertz / MILLIS;
    }

    private long ticksAtLeast(int millis) {
        return ((long) millis * hertz + MILLIS - 1) / MILLIS;
    }

    private long millisOf(long ticks) {
        return (ticks * MILLIS + hertz - 1) / hertz;
    }
}
