package dev.linger.diagnosis.finding;

import dev.linger.observation.HostProcess;
import java.util.Optional;

/// Who is behind a finding.
///
/// @param process empty where nobody can be named
/// @param inferred whether the process was concluded rather than read: the kernel keeps no owner of a TIME_WAIT
/// @param basis what it rests on: `holds 151 live sockets to the same destination`
public record Suspect(Optional<HostProcess> process, boolean inferred, String basis) {
    public static Suspect known(HostProcess process, String basis) {
        return new Suspect(Optional.of(process), false, basis);
    }

    public static Suspect inferred(HostProcess process, String basis) {
        return new Suspect(Optional.of(process), true, basis);
    }

    public static Suspect unknown(String reason) {
        return new Suspect(Optional.empty(), false, reason);
    }

    @Override
    public String toString() {
        return process.map(found -> (inferred ? "likely " : "") + found + (inferred ? ", inferred: " : ", ") + basis)
                .orElse("unknown: " + basis);
    }
}
