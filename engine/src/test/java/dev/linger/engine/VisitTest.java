package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a visit shows of sockets and rows: enough to list them the way a kernel does.
class VisitTest {
    private final Dialogue dialogue = new Dialogue(Profiles.LINUX);

    /// One line for each socket and row, listeners left out: who has it, queues, and the timer with milliseconds.
    private List<String> seen() {
        List<String> lines = new ArrayList<>();
        dialogue.world.engine.visit(
                new HostVisitor() {
                    @Override
                    public void socket(SocketSight socket) {
                        if (socket.state() != TcpState.LISTEN) {
                            lines.add(line(socket));
                        }
                    }

                    @Override
                    public void waiting(WaitingSight row) {
                        lines.add("row " + row.state() + " timewait " + row.remainingMillis() + " age "
                                + row.ageMillis());
                    }
                },
                dialogue.world.now);
        return lines;
    }

    private static String line(HostVisitor.SocketSight socket) {
        String whose = socket.owned() ? "held" : socket.orphan() ? "orphan" : "child of " + socket.listener();
        return whose + " " + socket.state() + " " + socket.receiveQueue() + ":" + socket.sendQueue() + " "
                + socket.timer() + " " + socket.timerMillis();
    }

    /// FIN and SYN count in the send queue, as they do for ss(8).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state        | seen
            CLOSED       | held CLOSED 0:0 OFF 0
            SYN_SENT     | held SYN_SENT 0:1 RETRANSMIT 1000
            SYN_RECEIVED | held SYN_RECEIVED 0:1 RETRANSMIT 1000
            ESTABLISHED  | held ESTABLISHED 0:0 OFF 0
            CLOSE_WAIT   | held CLOSE_WAIT 0:0 OFF 0
            FIN_WAIT_1   | held FIN_WAIT_1 0:1 RETRANSMIT 204
            FIN_WAIT_2   | held FIN_WAIT_2 0:0 OFF 0
            CLOSING      | held CLOSING 0:1 RETRANSMIT 204
            LAST_ACK     | held LAST_ACK 0:1 RETRANSMIT 204
            """)
    void eachStateIsSeenWithItsTimer(TcpState state, String seen) {
        dialogue.reaches(state);
        assertThat(seen()).containsExactly(seen);
    }

    @Test
    void queuesAreSeenInBytes() {
        dialogue.accepted().hears("P. 1:11(10) ack 1 win 0");
        dialogue.send(7);
        assertThat(seen()).containsExactly("held ESTABLISHED 10:7 PROBE 204");
    }

    @Test
    void aTimeoutIsSeenToComeNearer() {
        dialogue.reaches(TcpState.FIN_WAIT_1);
        dialogue.world.pass(100 * World.MILLI + 1);
        assertThat(seen()).containsExactly("held FIN_WAIT_1 0:1 RETRANSMIT 104");
    }

    @Test
    void keepAliveIsSeenWhereNothingElseIsDue() {
        dialogue.accepted().hears(". 1:1(0) ack 1");
        dialogue.with(SocketOption.SO_KEEPALIVE, 1);
        assertThat(seen()).containsExactly("held ESTABLISHED 0:0 KEEP_ALIVE 7200000");
        dialogue.send(7);
        assertThat(seen()).containsExactly("held ESTABLISHED 0:7 RETRANSMIT 204");
    }

    @Test
    void aDelayedAcknowledgmentIsSeen() {
        Dialogue slow = new Dialogue(Profiles.FREEBSD_13).accepted();
        slow.hears("P. 1:11(10) ack 1");
        List<String> lines = new ArrayList<>();
        slow.world.engine.visit(socket -> {
            if (socket.owned() && socket.state() == TcpState.ESTABLISHED) {
                lines.add(line(socket));
            }
        });
        assertThat(lines).containsExactly("held ESTABLISHED 10:0 DELAYED_ACK 40");
    }

    @Test
    void orphansAreToldFromWhatAProgramHolds() {
        dialogue.reaches(TcpState.FIN_WAIT_1).close();
        assertThat(seen()).containsExactly("orphan FIN_WAIT_1 0:1 RETRANSMIT 204");
        dialogue.hears(". 1:1(0) ack 2");
        dialogue.passMillis(10);
        assertThat(seen()).containsExactly("row FIN_WAIT_2 timewait 59990 age 10");
        dialogue.hears("F. 1:1(0) ack 2");
        dialogue.passMillis(20);
        assertThat(seen()).containsExactly("row TIME_WAIT timewait 59980 age 20");
    }

    @Test
    void anOrphanThatStaysWholeIsSeenWithTheKeepAliveTimer() {
        dialogue.world.engine.setProfile(RecordPath.copy(Profiles.LINUX, "closing.finWait2Millis", 90_000L));
        dialogue.reaches(TcpState.FIN_WAIT_2).close();
        assertThat(seen()).containsExactly("orphan FIN_WAIT_2 0:0 KEEP_ALIVE 30000");
    }

    @Test
    void theSocketOfAWaitingConnectionIsClosed() {
        dialogue.reaches(TcpState.TIME_WAIT);
        assertThat(seen()).containsExactly("held CLOSED 0:0 OFF 0", "row TIME_WAIT timewait 60000 age 0");
    }

    @Test
    void embryosAndChildrenAreSeenWithTheirListener() {
        dialogue.listens().hears("S 0:0(0)");
        assertThat(seen()).containsExactly("child of 0 SYN_RECEIVED 0:0 RETRANSMIT 1000");
        assertThat(listener()).isEqualTo("0:4 embryos 1");
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 1");
        assertThat(seen()).containsExactly("child of 0 ESTABLISHED 0:0 OFF 0");
        assertThat(listener()).isEqualTo("1:4 embryos 0");
        dialogue.socket = dialogue.world.engine.accept(dialogue.listener);
        assertThat(seen()).containsExactly("held ESTABLISHED 0:0 OFF 0");
        assertThat(listener()).isEqualTo("0:4 embryos 0");
    }

    private String listener() {
        List<String> lines = new ArrayList<>();
        dialogue.world.engine.visit(socket -> {
            if (socket.state() == TcpState.LISTEN) {
                lines.add(socket.receiveQueue() + ":" + socket.sendQueue() + " embryos " + socket.embryos());
            }
        });
        return lines.getFirst();
    }

    @Test
    void retransmissionsAndProbesAreCounted() {
        dialogue.reaches(TcpState.FIN_WAIT_1).passMillis(1_000);
        dialogue.world.engine.visit(
                socket -> {
                    if (socket.state() == TcpState.FIN_WAIT_1) {
                        assertThat(socket.retransmits()).isEqualTo(2);
                        assertThat(socket.probes()).isZero();
                        assertThat(socket.idleMillis()).isEqualTo(1_100);
                    }
                },
                dialogue.world.now);
        assertThat(seen()).hasSize(1);
    }

    @Test
    void whoNeverHeardOfAPeerIsNotIdle() {
        dialogue.connecting().passMillis(500);
        dialogue.world.engine.visit(socket -> assertThat(socket.idleMillis()).isEqualTo(-1));
        assertThat(seen()).hasSize(1);
    }

    @Test
    void aBoundSocketIsToldFromAnUnboundOne() {
        int bound = dialogue.world.engine.socket();
        dialogue.world.engine.bind(bound, dialogue.peer.here(), dialogue.world.now);
        int unbound = dialogue.world.engine.socket();
        dialogue.world.engine.setOption(unbound, SocketOption.IPV6_V6ONLY, 1);
        dialogue.world.engine.setUser(unbound, 1000);
        dialogue.world.engine.visit(socket -> {
            assertThat(socket.holdsPort()).isEqualTo(socket.number() == bound);
            assertThat(socket.v6Only()).isEqualTo(socket.number() == unbound);
            assertThat(socket.uid()).isEqualTo(socket.number() == unbound ? 1000 : 0);
        });
        assertThat(seen()).hasSize(2);
    }

    /// net/ipv4/proc.c:sockstat_seq_show, measured: waiting rows are no sockets, listeners are in use, what is only
    /// bound or has ended is not.
    @Test
    void sockstatCountsSocketsOrphansAndRows() {
        assertThat(sockstat()).isEqualTo("inuse 0 orphan 0 tw 0 alloc 0");
        dialogue.listens();
        assertThat(sockstat()).isEqualTo("inuse 1 orphan 0 tw 0 alloc 1");
        dialogue.hears("S 0:0(0)");
        assertThat(sockstat()).as("an embryo").isEqualTo("inuse 1 orphan 0 tw 0 alloc 1");
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 1");
        assertThat(sockstat()).as("a child").isEqualTo("inuse 2 orphan 0 tw 0 alloc 2");
        dialogue.socket = dialogue.world.engine.accept(dialogue.listener);
        int unbound = dialogue.world.engine.socket();
        assertThat(sockstat()).isEqualTo("inuse 2 orphan 0 tw 0 alloc 3");
        dialogue.close();
        assertThat(sockstat()).isEqualTo("inuse 2 orphan 1 tw 0 alloc 3");
        dialogue.hears(". 1:1(0) ack 2");
        assertThat(sockstat()).isEqualTo("inuse 1 orphan 0 tw 1 alloc 2");
        dialogue.hears("F. 1:1(0) ack 2");
        dialogue.world.engine.close(unbound, dialogue.world.now, dialogue.world);
        assertThat(sockstat()).isEqualTo("inuse 1 orphan 0 tw 1 alloc 1");
        dialogue.passMillis(60_000);
        assertThat(sockstat()).isEqualTo("inuse 1 orphan 0 tw 0 alloc 1");
    }

    @Test
    void whileAProgramHoldsItASocketIsAllocatedThoughItsConnectionWaits() {
        dialogue.reaches(TcpState.TIME_WAIT);
        assertThat(sockstat()).isEqualTo("inuse 1 orphan 0 tw 1 alloc 2");
        dialogue.close();
        assertThat(sockstat()).isEqualTo("inuse 1 orphan 0 tw 1 alloc 1");
    }

    private String sockstat() {
        TcpEngine engine = dialogue.world.engine;
        return "inuse " + engine.count(Counter.SOCKSTAT_IN_USE) + " orphan " + engine.count(Counter.SOCKSTAT_ORPHAN)
                + " tw " + engine.count(Counter.SOCKSTAT_TIME_WAIT) + " alloc " + engine.count(Counter.SOCKSTAT_ALLOC);
    }
}
