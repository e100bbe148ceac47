package dev.linger.diagnosis.host;

import dev.linger.model.Destination;
import dev.linger.model.Setting;
import dev.linger.observation.Settings;

/// Whether outgoing connections may take over ports in TIME_WAIT: what tcp_tw_reuse, tcp_timestamps and
/// tcp_tw_reuse_delay say together (net/ipv4/tcp_ipv4.c:tcp_twsk_unique).
///
/// @param mode tcp_tw_reuse: 0 off, 1 on, 2 for loopback only
/// @param timestamps whether this side offers timestamps, without which nothing is ever taken over
/// @param delayMillis age from which a TIME_WAIT may be taken over
public record PortReuse(int mode, boolean timestamps, int delayMillis) {
    private static final int DEFAULT_DELAY_MILLIS = 1000;
    private static final int LOOPBACK_ONLY = 2;

    static PortReuse of(Settings settings) {
        return new PortReuse(
                (int) settings.number(Setting.TCP_TW_REUSE).orElse(LOOPBACK_ONLY),
                settings.number(Setting.TCP_TIMESTAMPS).orElse(1) != 0,
                (int) settings.number(Setting.TCP_TW_REUSE_DELAY).orElse(DEFAULT_DELAY_MILLIS));
    }

    /// Whether ports waiting toward `destination` are taken over, provided that the peer uses timestamps too.
    public boolean applies(Destination destination) {
        return timestamps && covers(destination);
    }

    /// Whether tcp_tw_reuse is on for `destination`, with timestamps or without.
    public boolean covers(Destination destination) {
        boolean loopback = destination.source().isLoopback()
                || destination.remote().address().isLoopback();
        return mode == 1 || (mode == LOOPBACK_ONLY && loopback);
    }
}
