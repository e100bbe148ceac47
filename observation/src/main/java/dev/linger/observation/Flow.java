package dev.linger.observation;

import dev.linger.model.Destination;

/// What happened to the local ports used toward one destination during an interval.
///
/// @param opened connections that were not there at its beginning; one that came and went unseen is not counted,
///     which cannot be where this side closes first, since the TIME_WAIT stays
/// @param released connections whose port came free
public record Flow(Destination destination, int opened, int released) {}
