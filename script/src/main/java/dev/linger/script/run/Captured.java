package dev.linger.script.run;

import dev.linger.wire.Segment;

/// A segment that the host has sent.
record Captured(Segment segment, long nanos) {}
