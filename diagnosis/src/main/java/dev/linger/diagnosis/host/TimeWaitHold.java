package dev.linger.diagnosis.host;

import dev.linger.diagnosis.finding.Numbers;
import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.Flow;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Kernel;
import dev.linger.observation.census.DestinationUse;
import java.util.List;
import java.util.OptionalDouble;

/// How long a TIME_WAIT keeps its port on this host, on average, and how that is known.
///
/// The kernel's timer is set to 60 s and fires late by up to one slot of its wheel, never early: at 60 s a slot is
/// 512 ticks up to HZ=537 and 4096 ticks above (kernel/time/timer.c), so the mean is half a slot more than 60 s
/// (measured at HZ=250: 61.08 s).
///
/// @param seconds the mean
/// @param basis `measured over the interval`, `the kernel's HZ=250`, or what was assumed
public record TimeWaitHold(double seconds, String basis) {
    private static final double TIMER_SECONDS = 60; // include/net/tcp.h:TCP_TIMEWAIT_LEN
    private static final int ASSUMED_HZ = 250;
    private static final int FIRST_TICK_OF_COARSE_LEVEL = 63 << 9; // kernel/time/timer.c:LVL_START(4)
    /// TIME_WAIT ends in batches two seconds apart: a shorter interval sees one more or one less.
    private static final double MEASURABLE_SECONDS = 20;

    private static final int STEADY_MINIMUM = 500;
    private static final double STEADY_DIFFERENCE = 0.02;

    static TimeWaitHold of(HostSnapshot snapshot, List<DestinationUse> destinations, PortReuse reuse) {
        OptionalDouble measured = measured(snapshot, destinations, reuse);
        if (measured.isPresent()) {
            return new TimeWaitHold(measured.getAsDouble(), "measured over the interval");
        }
        Kernel kernel = snapshot.kernel();
        if (kernel.hz().isPresent()) {
            int hz = kernel.hz().getAsInt();
            return new TimeWaitHold(mean(hz), "60 s and half a timer slot at HZ=" + hz);
        }
        return new TimeWaitHold(mean(ASSUMED_HZ), "HZ=" + ASSUMED_HZ + " assumed: " + kernel.hzSource());
    }

    private static double mean(int hz) {
        double slotTicks = TIMER_SECONDS * hz < FIRST_TICK_OF_COARSE_LEVEL ? 512 : 4096;
        return TIMER_SECONDS + slotTicks / hz / 2;
    }

    /// Little's law, where as many ports came free in the interval as were taken: their number over the rate.
    private static OptionalDouble measured(HostSnapshot snapshot, List<DestinationUse> destinations, PortReuse reuse) {
        if (snapshot.activity().isEmpty()) {
            return OptionalDouble.empty();
        }
        Activity activity = snapshot.activity().get();
        if (activity.seconds() < MEASURABLE_SECONDS) {
            return OptionalDouble.empty();
        }
        for (DestinationUse use : destinations) {
            Flow flow = activity.flow(use.destination()).orElse(new Flow(use.destination(), 0, 0));
            boolean steady = flow.opened() >= STEADY_MINIMUM
                    && Math.abs(flow.opened() - flow.released()) <= STEADY_DIFFERENCE * flow.opened();
            boolean waiting = !reuse.applies(use.destination())
                    && use.states().of(SocketState.TIME_WAIT)
                            > 0.98 * use.states().total();
            if (steady && waiting) {
                return OptionalDouble.of(use.waiting() / (flow.released() / activity.seconds()));
            }
        }
        return OptionalDouble.empty();
    }

    /// `61.0 s (60 s and half a timer slot at HZ=250)`.
    public String explanation() {
        return Numbers.seconds(seconds) + " (" + basis + ")";
    }
}
