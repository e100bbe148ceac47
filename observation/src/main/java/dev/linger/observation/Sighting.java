package dev.linger.observation;

import dev.linger.model.Destination;

/// A process that was seen to hold live connections to a destination during the interval.
///
/// Short connections are gone, and their TIME_WAIT has no owner, by the time a snapshot is taken; looking at the live
/// ones again and again in the interval catches who opens them.
///
/// @param times how many connections were seen in its hands
public record Sighting(Destination destination, HostProcess process, int times) {}
