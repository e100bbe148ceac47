package dev.linger.observation;

import java.util.OptionalInt;

/// The system and kernel of a host.
///
/// @param system what `uname -s` prints, `Linux`
/// @param release what `uname -r` prints
/// @param hz timer ticks a second, where it could be read: it decides how long the kernel's timers really last
/// @param hzSource the file that said so, or why it is not known
public record Kernel(String system, String release, OptionalInt hz, String hzSource) {}
