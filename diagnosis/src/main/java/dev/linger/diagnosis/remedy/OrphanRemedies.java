package dev.linger.diagnosis.remedy;

import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Risk;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.observation.Settings;
import java.util.ArrayList;
import java.util.List;

/// The cures for FIN_WAIT_2 without a process: the one place where tcp_fin_timeout is right.
public final class OrphanRemedies {
    private static final int SHORT_FIN_TIMEOUT = 15;

    private OrphanRemedies() {}

    public static List<Remedy> of(Settings settings) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.ofSteps(
                "peer-closes",
                "let the peers close when they read the end of the stream",
                true,
                Double.POSITIVE_INFINITY,
                "FIN_WAIT_2 lasts until the peer's FIN",
                Risk.LOW,
                "none; on a proxy: client-fin and server-fin time-outs",
                List.of("on the peers look for CLOSE-WAIT: linger doctor there names the process")));
        long lasts = seconds(settings);
        if (lasts > SHORT_FIN_TIMEOUT) {
            remedies.add(Remedy.ofSetting(
                    "fin-timeout",
                    "a shorter " + Setting.TCP_FIN_TIMEOUT.sysctl(),
                    false,
                    (double) lasts / SHORT_FIN_TIMEOUT,
                    "an orphaned FIN_WAIT_2 goes after " + SHORT_FIN_TIMEOUT + " s in place of " + lasts
                            + " s; TIME_WAIT stays 60 s",
                    Risk.MEDIUM,
                    "a peer that closes later gets a reset",
                    new SettingChange(Setting.TCP_FIN_TIMEOUT, String.valueOf(SHORT_FIN_TIMEOUT))));
        }
        return remedies;
    }

    public static List<BadAdvice> folklore() {
        return List.of(
                new BadAdvice("lower tcp_max_tw_buckets", "orphans in FIN_WAIT_2 count there: their peers get resets"),
                new BadAdvice("killing a process", "none holds these sockets"));
    }

    /// How long the kernel keeps an orphan in FIN_WAIT_2: the setting up to 60 s, and twice what exceeds 60 s above
    /// (net/ipv4/tcp.c:__tcp_close, tcp_timer.c:tcp_keepalive_timer; measured).
    private static long seconds(Settings settings) {
        long finTimeout = settings.number(Setting.TCP_FIN_TIMEOUT).orElse(60);
        return finTimeout <= 60 ? finTimeout : 2 * (finTimeout - 60);
    }
}
