package dev.linger.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.buffer.BufferPool;
import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.hash.StateFields;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No field of a host's state is forgotten when it is copied or fingerprinted.
class StateCompletenessTest {
    private static final IpAddress HERE = IpAddress.parse("192.0.2.1").orElseThrow();

    private final Host host = host();

    private static Host host() {
        return new Host(HostConfig.of(Profiles.LINUX, 1, HERE));
    }

    @Test
    void everyFieldOfASocketIsCopied() {
        sockets()
                .notCopied("options", "immutable and shared; see FingerprintTest")
                .areCopiedBy(TcbCopy::copy);
    }

    @Test
    void everyFieldOfASocketIsPartOfItsFingerprint() {
        sockets()
                .notDigested("nextInChain", "how a table lies")
                .notDigested("inUse", "only sockets in use are looked at")
                .notDigested("options", "see FingerprintTest")
                .notDigested("parent", "which listener it is counts, not its number")
                .areAddedBy((tcb, digest) -> TcbDigest.add(digest, tcb, host));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            first port | second port | same
            80         | 80          | true
            80         | 81          | false
            """)
    void whichListenerAnEmbryoCameFromIsPartOfItsFingerprint(int firstPort, int secondPort, boolean same) {
        assertThat(embryoOfListenerAt(firstPort).equals(embryoOfListenerAt(secondPort)))
                .isEqualTo(same);
    }

    private static Fingerprint embryoOfListenerAt(int port) {
        Host host = host();
        Tcb embryo = tcb();
        embryo.parent = listenerAt(host, port).slot;
        return Fingerprint.of(digest -> TcbDigest.add(digest, embryo, host));
    }

    private static Tcb listenerAt(Host host, int port) {
        Tcb listener = host.newSocket();
        listener.localPort = port;
        host.enterListeners(listener);
        return listener;
    }

    private StateFields<Tcb> sockets() {
        return StateFields.of(Tcb.class, StateCompletenessTest::tcb)
                .neither("slot", "the number is the place it is copied to")
                .neither("listener", "see EngineCopyTest and FingerprintTest")
                .neither("sendBuffer", "see SendBufferTest")
                .neither("receiveBuffer", "see ReceiveBufferTest");
    }

    private static Tcb tcb() {
        Tcb tcb = new Tcb(0, new BufferPool());
        tcb.state = TcpState.ESTABLISHED;
        tcb.tsRecentValid = true;
        return tcb;
    }

    @Test
    void everyFieldOfAListenerIsCopiedAndPartOfItsFingerprint() {
        StateFields.of(Listener.class, Listener::new)
                .neither("children", "the queue: see FingerprintTest")
                .neither("first", "where the queue begins in its array")
                .neither("waiting", "the queue")
                .areCopiedBy((from, to) -> to.copyFrom(from))
                .areAddedBy((listener, digest) -> {
                    Host host = host();
                    Tcb tcb = listenerAt(host, 80);
                    tcb.listener = listener;
                    TcbDigest.add(digest, tcb, host);
                });
    }

    @Test
    void everyFieldOfTheChallengeBudgetIsCopiedAndPartOfItsFingerprint() {
        StateFields.of(ChallengeBudget.class, () -> {
                    ChallengeBudget budget = new ChallengeBudget();
                    budget.take(0, 10);
                    return budget;
                })
                .areCopiedBy((from, to) -> to.copyFrom(from))
                .areAddedBy((budget, digest) -> budget.addTo(digest, 0));
    }

    @Test
    void everyFieldOfAHostIsCopiedAndPartOfItsFingerprint() {
        String scratch = "used during a call only";
        String part = "has fields of its own, which other tests look at";
        String made = "made from the configuration and never changed";
        StateFields<Host> fields = StateFields.of(Host.class, StateCompletenessTest::host)
                .neither("profile", "immutable and shared; see FingerprintTest")
                .neither("addresses", made)
                .neither("output", scratch)
                .notDigested("nowNanos", "times are relative to it")
                .notDigested("orphans", "the sum over sockets, each of which says whether it is one");
        for (String name : new String[] {"workspace", "row", "portRequest", "outgoing"}) {
            fields.neither(name, scratch);
        }
        for (String name : new String[] {"timestampNanos", "timestampTick", "timestampClock"}) {
            fields.neither(name, "follows from the present moment");
        }
        for (String name : new String[] {
            "sockets", "waiting", "recycled", "ports", "portSearch", "sequence", "challenges", "random"
        }) {
            fields.neither(name, part);
        }
        fields.neither("counters", "copied, see EngineCopyTest; they decide nothing")
                .neither("connections", "copied, see EngineCopyTest; what is in them says so itself")
                .neither("listeners", "copied, see EngineCopyTest; what is in them says so itself")
                .neither("deadlines", "copied, see EngineCopyTest; wake-ups that follow from the sockets")
                .areCopiedBy((from, to) -> to.copyFrom(from))
                .areAddedBy((host, digest) -> host.addTo(digest));
    }
}
