package dev.linger.script.run;

import dev.linger.model.Endpoint;
import dev.linger.script.notation.IcmpNames;
import dev.linger.script.notation.IcmpPacket;
import dev.linger.script.notation.SequenceRange;
import dev.linger.wire.IcmpCodes;
import dev.linger.wire.IcmpError;
import org.jspecify.annotations.Nullable;

/// ICMP messages from the script's words to what TCP is told of them.
final class IcmpTranslation {
    private static final String TYPE = "type_";
    private static final String CODE = "code_";

    private IcmpTranslation() {}

    /// The error, or null for a message that hosts do not tell TCP of, as a source quench
    /// (RFC 9293 §3.9.2.2, MUST-55).
    ///
    /// @throws ScriptFailure for a message that this version of IP does not have, or with no segment to be about
    static @Nullable IcmpError inbound(IcmpPacket packet, Connection connection) throws ScriptFailure {
        Endpoint local = connection.local;
        Endpoint remote = connection.remote;
        if (local == null || remote == null) {
            throw ScriptFailure.refused("there is no connection yet that the ICMP error could be about");
        }
        boolean ipv4 = remote.address().isIpv4();
        String word = packet.type();
        int type = word.startsWith(TYPE) ? numbered(word, TYPE) : known(word, IcmpNames.type(word, ipv4));
        int code = packet.code() == null ? 0 : code(packet.code(), ipv4);
        IcmpError.Kind kind = ipv4 ? IcmpCodes.ipv4Kind(type, code) : IcmpCodes.ipv6Kind(type, code);
        if (kind == null) {
            return null;
        }
        IcmpError error = new IcmpError();
        error.kind = kind;
        error.mtu = Math.max(0, packet.mtu());
        error.sourceHigh = local.address().high();
        error.sourceLow = local.address().low();
        error.sourcePort = local.port();
        error.destinationHigh = remote.address().high();
        error.destinationLow = remote.address().low();
        error.destinationPort = remote.port();
        SequenceRange quoted = packet.quoted();
        error.seq = (quoted == null ? 0 : (int) quoted.start()) + connection.localOffset(false);
        return error;
    }

    private static int code(String word, boolean ipv4) throws ScriptFailure {
        return word.startsWith(CODE) ? numbered(word, CODE) : known(word, IcmpNames.code(word, ipv4));
    }

    private static int numbered(String word, String prefix) {
        return Integer.parseInt(word.substring(prefix.length()));
    }

    private static int known(String word, int number) throws ScriptFailure {
        if (number == IcmpNames.NONE) {
            throw ScriptFailure.refused("this version of IP has no ICMP message '" + word + "'");
        }
        return number;
    }
}
