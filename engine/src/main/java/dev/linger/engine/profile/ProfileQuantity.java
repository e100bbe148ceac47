package dev.linger.engine.profile;

import dev.linger.engine.port.PortRules;
import dev.linger.engine.timewait.OverflowRules;
import dev.linger.engine.timewait.ReuseRules;
import dev.linger.engine.timewait.SegmentRules;
import dev.linger.engine.timewait.TimeWaitRules;
import java.util.function.Function;

/// What systems differ in at the end of connections, each in a few words, so that profiles can be put side by side. The
/// words are made of the profile's data: a setting that changes it changes them.
public enum ProfileQuantity {
    TIME_WAIT("TIME_WAIT", ProfileQuantity::timeWait),
    TIME_WAIT_LIMIT("too many in TIME_WAIT", ProfileQuantity::timeWaitLimit),
    RESET_IN_TIME_WAIT(
            "RST in TIME_WAIT", profile -> switch (profile.timeWait().segments().onReset()) {
                case DISCARD_ANY -> "ends it";
                case DISCARD_EXACT -> "ends it at RCV.NXT";
                case IGNORE -> "ignored";
            }),
    REOPENING_SYN(
            "SYN that reopens", profile -> switch (profile.timeWait().segments().onSyn()) {
                case CHALLENGE -> "never";
                case RFC_6191 -> "RFC 6191";
                case NEWER_SEQUENCE_OR_TIMESTAMP -> "newer sequence or timestamp";
                case NEWER_SEQUENCE -> "newer sequence";
                case BEYOND_WINDOW -> "beyond the window";
                case ANY -> "always";
            }),
    REFUSED_SYN("other SYN", ProfileQuantity::refusedSyn),
    NEW_INCARNATION(
            "ISN of what is reopened", profile -> switch (profile.timeWait().incarnation()) {
                case ABOVE_OLD -> "old + 65537";
                case ORDINARY -> "ordinary";
                case ORDINARY_ABOVE_USED -> "above all used";
            }),
    REPEATED_FIN(
            "FIN again", profile -> profile.timeWait().segments().restartsOnDuplicateFin() ? "ACK, restart" : "ACK"),
    IN_ORDER_ACK(
            "ACK in order", profile -> switch (profile.timeWait().segments().order()) {
                case LINUX -> "silence, restart";
                case RFC, BSD, WINDOWS, MACOS -> "ignored";
            }),
    ORPHANED_FIN_WAIT_2("FIN_WAIT_2 after close()", ProfileQuantity::finWait2),
    HELD_FIN_WAIT_2(
            "FIN_WAIT_2 after shutdown()",
            profile -> profile.closing().heldFinWait2Millis() == 0
                    ? "for ever"
                    : seconds(profile.closing().heldFinWait2Millis())),
    UNREAD_TEXT("close() with unread text", profile -> switch (profile.closing().unreadText()) {
        case FORGOTTEN -> "FIN";
        case READABLE, READABLE_OR_EARLY -> "RST";
    }),
    OUTGOING_REUSE("connect() over TIME_WAIT", ProfileQuantity::outgoingReuse),
    PORTS(
            "ephemeral ports",
            profile -> profile.ports().range() + " (" + profile.ports().range().size() + ")"),
    SHARED_PORTS(
            "a port serves one connection", profile -> sharing(profile.ports().sharing())),
    SYN_RETRANSMISSIONS("SYN again", ProfileQuantity::synRetransmissions),
    GIVING_UP("data, FIN given up after", ProfileQuantity::givingUp),
    BACKLOG("backlog at most", profile -> Integer.toString(profile.opening().backlogLimit())),
    SYN_AT_FULL_QUEUE(
            "SYN at a full queue", profile -> overflow(profile.opening().synOverflow())),
    ACK_AT_FULL_QUEUE(
            "last ACK at a full queue", profile -> overflow(profile.opening().overflow())),
    TIMESTAMPS("timestamp clock", ProfileQuantity::timestamps),
    OPTION_ORDER("order of options", profile -> switch (profile.data().optionOrder()) {
        case LINUX -> "mss,sackOK,TS,wscale";
        case FREEBSD, WINDOWS -> "mss,wscale,sackOK,TS";
        case WINDOWS_XP, MACOS -> "mss,wscale,TS,sackOK";
    });

    private final String words;
    // Functions without a state of their own.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Profile, String> value;

    ProfileQuantity(String words, Function<Profile, String> value) {
        this.words = words;
        this.value = value;
    }

    /// What it is called beside the values.
    public String words() {
        return words;
    }

    public String in(Profile profile) {
        return value.apply(profile);
    }

    private static String timeWait(Profile profile) {
        TimeWaitRules rules = profile.timeWait();
        String hold = seconds(rules.holdIpv4Millis());
        if (rules.recycle().on()) {
            return "3.5 RTO, else " + hold;
        }
        return rules.holdIpv4Millis() == rules.holdIpv6Millis()
                ? hold
                : hold + ", IPv6 " + seconds(rules.holdIpv6Millis());
    }

    private static String timeWaitLimit(Profile profile) {
        OverflowRules rules = profile.timeWait().overflow();
        return switch (rules.policy()) {
            case NONE -> "no limit";
            case REFUSE_NEW -> "above " + rules.limit() + " none is made";
            case DISCARD_OLDEST -> "above " + rules.limit() + " the oldest goes";
        };
    }

    private static String refusedSyn(Profile profile) {
        SegmentRules segments = profile.timeWait().segments();
        return switch (segments.order()) {
            case RFC -> segments.onSyn() == SegmentRules.OnSyn.RFC_6191 ? "silence" : "ACK";
            case BSD, WINDOWS -> "silence";
            case LINUX, MACOS -> "ACK" + replyLimit(profile.timeWait());
        };
    }

    private static String replyLimit(TimeWaitRules rules) {
        if (rules.replyLimitMillis() == 0) {
            return "";
        }
        return ", " + rules.repliesPerLimit() + " in " + seconds(rules.replyLimitMillis());
    }

    private static String finWait2(Profile profile) {
        ClosingRules rules = profile.closing();
        String time = seconds(rules.finWait2Millis());
        return switch (rules.finWait2()) {
            case FOREVER -> "for ever";
            case LINUX -> time;
            case IDLE ->
                seconds((long) profile.data().keepAliveProbes() * profile.data().keepAliveIntervalMillis())
                        + " idle, silence";
            case SILENT -> time + ", silence";
            case RESET -> time + ", RST";
        };
    }

    private static String outgoingReuse(Profile profile) {
        ReuseRules rules = profile.timeWait().reuse();
        String delay = rules.clock() == ReuseRules.Clock.MILLISECONDS ? seconds(rules.delayMillis()) : "1 to 2 s";
        if (rules.clock() == ReuseRules.Clock.NONE) {
            return "no";
        }
        return switch (rules.setting()) {
            case 0 -> "bound port only";
            case 2 -> "bound port; loopback after " + delay;
            default -> "bound port; after " + delay;
        };
    }

    private static String sharing(PortRules.Sharing sharing) {
        return switch (sharing) {
            case FOUR_TUPLE, CONNECTED_ONLY, NO_LISTENER -> "per destination";
            case EXCLUSIVE_ADDRESS -> "per own address";
            case EXCLUSIVE_HOST -> "per host";
        };
    }

    private static String synRetransmissions(Profile profile) {
        OpeningRules rules = profile.opening();
        int times = rules.synRetries() + rules.synLinearTimeouts();
        String linear = rules.synLinearTimeouts() == 0 ? "" : " (" + rules.synLinearTimeouts() + " linear)";
        String within = rules.synLimitMillis() == 0 ? "" : " in " + seconds(rules.synLimitMillis());
        return times + linear + within;
    }

    private static String givingUp(Profile profile) {
        RetransmissionRules rules = profile.retransmission();
        return switch (rules.limit()) {
            case COUNT -> rules.retries() + " times";
            case DOUBLING_TIME -> seconds(rules.doublingMillis(rules.retries()));
            case TIME -> seconds(rules.limitMillis());
        };
    }

    private static String overflow(OpeningRules.Overflow overflow) {
        return switch (overflow) {
            case DROP -> "silence";
            case RESET -> "RST";
            case ADMIT -> "SYN-ACK";
        };
    }

    private static String timestamps(Profile profile) {
        if (!profile.data().timestamps()) {
            return "not offered";
        }
        return switch (profile.sequence().timestampOffset()) {
            case NONE -> "one clock";
            case HOST_PAIR -> "per peer";
            case FOUR_TUPLE -> "per four-tuple";
            case RANDOM -> "random";
        };
    }

    private static String seconds(long millis) {
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis / 1_000.0 + " s";
    }
}
