package dev.linger.engine.profile;

import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.engine.timewait.SegmentRules.OnSyn;
import java.util.List;

/// What the RFCs leave to be chosen, under their own names; where they bound it, so does the range.
final class RfcSettings {
    private static final int MSL_MAX_SECONDS = 400;
    private static final int SECONDS_MAX = 2_147_483;
    private static final long MILLIS = 1_000;

    static final List<ProfileSetting> RFC_9293 = List.of(
            setting(
                    "MSL",
                    "s",
                    "Maximum segment lifetime, half of TIME_WAIT (RFC 9293 §3.4.2)",
                    SettingForm.number(
                            1, MSL_MAX_SECONDS, 2 * MILLIS, "timeWait.holdIpv4Millis", "timeWait.holdIpv6Millis")),
            setting(
                    "R2",
                    "s",
                    "How long data or a FIN is sent again before the connection is given up (RFC 9293 §3.8.3 SHLD-11:"
                            + " at least 100 s)",
                    SettingForm.number(100, SECONDS_MAX, MILLIS, "retransmission.limitMillis")),
            setting(
                    "R2-SYN",
                    "s",
                    "The same for a SYN (RFC 9293 §3.8.3 MUST-23: at least 3 min)",
                    SettingForm.number(180, SECONDS_MAX, MILLIS, "opening.synLimitMillis")),
            setting(
                    "RFC1337-F1",
                    "",
                    "Whether TIME_WAIT ignores a RST (RFC 1337 §3, fix F1); RFC 9293 §3.10.7.4 has it end the wait",
                    SettingForm.words("timeWait.segments.onReset")
                            .word("0", OnReset.DISCARD_EXACT)
                            .word("1", OnReset.IGNORE)),
            setting(
                    "RFC6191",
                    "",
                    "Whether a SYN may reopen a connection in TIME_WAIT (RFC 6191 §2), or is challenged (RFC 5961"
                            + " §4.2)",
                    SettingForm.words("timeWait.segments.onSyn")
                            .word("0", OnSyn.CHALLENGE)
                            .word("1", OnSyn.RFC_6191)),
            setting(
                    "RFC7323-TIMESTAMPS",
                    "",
                    "Whether timestamps are offered and accepted",
                    SettingForm.flag("data.timestamps")),
            setting(
                    "RFC7323-WINDOW-SCALE",
                    "",
                    "Whether window scaling is offered and accepted",
                    SettingForm.flag("data.windowScaling")),
            setting(
                    "RFC5961-LIMIT",
                    "a second",
                    "How many challenge ACKs the host sends (RFC 5961 §7)",
                    SettingForm.number(0, Integer.MAX_VALUE, "arrival.challengesPerSecond")),
            setting("RFC6056-PORTS", "", "The ports that are given out (RFC 6056 §3.2)", PortForm.RANGE_FROM_1024),
            setting(
                    "KEEP-ALIVE",
                    "s",
                    "Silence before the first keep-alive (RFC 9293 §3.8.4 MUST-28: two hours unless it is changed)",
                    SettingForm.number(1, SECONDS_MAX, MILLIS, "data.keepAliveIdleMillis")));

    private RfcSettings() {}

    private static ProfileSetting setting(String name, String unit, String meaning, SettingForm form) {
        return new ProfileSetting(name, unit, meaning, form);
    }
}
