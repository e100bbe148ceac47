package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Risk;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.host.PortReuse;
import dev.linger.diagnosis.host.Situation;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import java.util.List;

/// tcp_tw_reuse is on and can do nothing, because tcp_timestamps is off: a port is taken over only if the old
/// connection used timestamps (net/ipv4/tcp_ipv4.c:tcp_twsk_unique).
public final class ReuseWithoutTimestampsRule implements Rule {
    @Override
    public List<Finding> examine(Situation situation) {
        PortReuse reuse = situation.reuse();
        return reuse.mode() == 0 || reuse.timestamps() ? List.of() : List.of(finding(reuse.mode()));
    }

    private static Finding finding(int mode) {
        return new Finding(
                "reuse-without-timestamps",
                mode == 1 ? Severity.WARNING : Severity.NOTICE,
                "host",
                "net.ipv4.tcp_tw_reuse = " + mode + " has no effect: net.ipv4.tcp_timestamps = 0",
                List.of(
                        new Evidence("tcp-tw-reuse", mode, "tcp_tw_reuse = " + mode),
                        new Evidence("tcp-timestamps", 0, "tcp_timestamps = 0")),
                "A waiting port is taken over only if the old connection used timestamps, and this host offers none.",
                Suspect.unknown("a setting of this namespace"),
                List.of(Remedy.ofSetting(
                        "timestamps",
                        "switch timestamps on",
                        true,
                        Double.POSITIVE_INFINITY,
                        "new connections carry timestamps; ports of old ones come free as before",
                        Risk.LOW,
                        "12 bytes in each segment",
                        new SettingChange(Setting.TCP_TIMESTAMPS, "1"))),
                List.of(new BadAdvice(
                        "tcp_timestamps = 0",
                        "saves 12 bytes a segment and gives up PAWS, the guard against old segments")));
    }
}
