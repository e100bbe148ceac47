package dev.linger.sockets;

import dev.linger.engine.HostVisitor;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.DataRules;
import dev.linger.engine.socket.SocketOption;
import dev.linger.engine.socket.SocketOptions;
import dev.linger.model.PortRange;
import dev.linger.model.TcpState;

/// What getsockopt() tells: what the program has asked for, or else what the system has.
final class OptionValue {
    private static final int MILLIS_PER_SECOND = 1_000;
    /// Before a peer has said what it takes (include/net/tcp.h:TCP_MSS_DEFAULT).
    private static final int DEFAULT_MSS = 536;

    private OptionValue() {}

    static long of(TcpEngine engine, SocketFile file, SocketOption option, long nowNanos) {
        SocketOptions asked = engine.options(file.socket);
        DataRules system = engine.profile().data();
        HostVisitor.SocketSight socket = engine.look(file.socket, nowNanos);
        return switch (option) {
            case SO_REUSEADDR -> bit(asked.reuseAddress());
            case SO_REUSEPORT -> bit(asked.reusePort());
            case SO_EXCLUSIVEADDRUSE -> bit(asked.exclusiveAddress());
            case SO_KEEPALIVE -> bit(asked.keepAlive());
            case SO_LINGER -> asked.lingerSeconds();
            case SO_SNDBUF -> socket.sendLimit();
            case SO_RCVBUF -> socket.receiveLimit();
            case IPV6_V6ONLY -> bit(asked.v6Only());
            case IP_BIND_ADDRESS_NO_PORT -> bit(asked.bindAddressNoPort());
            case IP_LOCAL_PORT_RANGE -> range(asked);
            case TCP_NODELAY -> bit(asked.noDelay());
            case TCP_CORK -> bit(asked.corked());
            case TCP_QUICKACK -> bit(!socket.interactive());
            case TCP_MAXSEG -> maxSegment(socket, asked);
            case TCP_KEEPIDLE -> orElse(asked.keepIdleSeconds(), system.keepAliveIdleMillis() / MILLIS_PER_SECOND);
            case TCP_KEEPINTVL ->
                orElse(asked.keepIntervalSeconds(), system.keepAliveIntervalMillis() / MILLIS_PER_SECOND);
            case TCP_KEEPCNT -> orElse(asked.keepCount(), system.keepAliveProbes());
            case TCP_LINGER2 ->
                orElse(asked.linger2Seconds(), engine.profile().closing().finWait2Millis() / MILLIS_PER_SECOND);
            case TCP_USER_TIMEOUT -> asked.userTimeoutMillis();
            case TCP_NOTIMEWAIT -> bit(asked.noTimeWait());
            case TCP_RXT_FINDROP -> bit(asked.dropsUnansweredFin());
            case O_NONBLOCK -> bit(file.nonBlocking);
        };
    }

    /// net/ipv4/tcp.c:do_tcp_getsockopt: what goes into a segment, or what was asked for before there is a peer.
    private static int maxSegment(HostVisitor.SocketSight socket, SocketOptions asked) {
        boolean noPeer = socket.state() == TcpState.CLOSED || socket.state() == TcpState.LISTEN;
        if (noPeer && asked.maxSegmentBytes() > 0) {
            return asked.maxSegmentBytes();
        }
        return socket.sendMss() == 0 ? DEFAULT_MSS : socket.sendMss();
    }

    private static long range(SocketOptions asked) {
        PortRange range = asked.portRange();
        return range == null ? 0 : (long) range.last() << 16 | range.first();
    }

    private static long orElse(int asked, long system) {
        return asked == 0 ? system : asked;
    }

    private static int bit(boolean flag) {
        return flag ? 1 : 0;
    }
}
