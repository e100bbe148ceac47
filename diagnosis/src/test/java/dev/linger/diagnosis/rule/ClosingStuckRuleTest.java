package dev.linger.diagnosis.rule;

import static dev.linger.diagnosis.SampleHost.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Counter;
import dev.linger.model.Setting;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingStuckRuleTest {
    private static SampleHost pile(SocketState state, int count) {
        SampleHost host = new SampleHost().listener("::", 8080);
        for (int number = 0; number < count; number++) {
            host.socket(socket(state, number)).heldThroughout();
        }
        return host;
    }

    private static PlainSocket socket(SocketState state, int number) {
        return new PlainSocket(state, endpoint("192.0.2.1", 8080), endpoint("192.0.2.7", 30_000 + number))
                .withTimer(SocketTimer.TIME_WAIT, 50_000)
                .withQueues(0, 1);
    }

    @Test
    void orphanedFinWait2IsTheOnePlaceForTcpFinTimeout() {
        Finding finding = pile(SocketState.FIN_WAIT_2, 200).finding("closing-stuck");

        assertThat(finding.subject()).isEqualTo("FIN-WAIT-2 orphans");
        assertThat(finding.remedies()).extracting(Remedy::name).containsExactly("peer-closes", "fin-timeout");
    }

    @Test
    void finWait2HeldByAProgramIsNone() {
        SampleHost host = new SampleHost();
        for (int number = 0; number < 200; number++) {
            host.owned(socket(SocketState.FIN_WAIT_2, number), new HostProcess(5, "java"))
                    .heldThroughout();
        }

        assertThat(host.findings("closing-stuck")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIN_WAIT_1", "CLOSING", "LAST_ACK"})
    void aPileOfUnacknowledgedFinsIsAWarning(SocketState state) {
        Finding finding = pile(state, 200).finding("closing-stuck");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(SampleHost.evidence(finding, "unsent-bytes")).isEqualTo(200);
        assertThat(finding.remedies().getFirst().name()).isEqualTo("user-timeout");
    }

    @ParameterizedTest
    @EnumSource(names = {"FIN_WAIT_1", "CLOSING", "LAST_ACK", "FIN_WAIT_2"})
    void connectionsThatGetOnAreNone(SocketState state) {
        SampleHost host = new SampleHost();
        for (int number = 0; number < 500; number++) {
            host.socket(socket(state, number));
        }

        assertThat(host.findings("closing-stuck")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            tcp_fin_timeout, remedy
            60,              15 s in place of 60 s
            70,              15 s in place of 20 s
            120,             15 s in place of 120 s
            """)
    void theRemedyKnowsWhatTheSettingReallyDoes(String finTimeout, String remedy) {
        SampleHost host = pile(SocketState.FIN_WAIT_2, 200).setting(Setting.TCP_FIN_TIMEOUT, finTimeout);

        assertThat(host.finding("closing-stuck").remedies().getLast().effect()).contains(remedy);
    }

    @Test
    void aFinTimeoutThatWouldGetLongerIsNoRemedy() {
        SampleHost host = pile(SocketState.FIN_WAIT_2, 200).setting(Setting.TCP_FIN_TIMEOUT, "61");

        assertThat(host.finding("closing-stuck").remedies())
                .extracting(Remedy::name)
                .containsExactly("peer-closes");
    }

    @Test
    void orphanedFinWait2EndsByItselfSoItIsANoticeUntilItFillsTheTable() {
        SampleHost host = pile(SocketState.FIN_WAIT_2, 200);

        assertThat(host.finding("closing-stuck").severity()).isEqualTo(Severity.NOTICE);
        assertThat(host.setting(Setting.TCP_MAX_TW_BUCKETS, "400")
                        .finding("closing-stuck")
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void closingConnectionsWhosePeersWereJustHeardAreNone() {
        SampleHost host = new SampleHost();
        for (int number = 0; number < 200; number++) {
            host.socket(socket(SocketState.FIN_WAIT_1, number).withIdleMillis(80))
                    .heldThroughout();
        }

        assertThat(host.findings("closing-stuck")).isEmpty();
    }

    @Test
    void peersThatClosedTheirWindowAreStuckThoughTheyAnswer() {
        SampleHost host = new SampleHost();
        for (int number = 0; number < 200; number++) {
            host.socket(socket(SocketState.FIN_WAIT_1, number)
                            .withIdleMillis(80)
                            .withTimer(SocketTimer.PROBE, 400))
                    .heldThroughout();
        }

        assertThat(host.findings("closing-stuck")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            tcp_orphan_retries | remedy
            0                  | some 13 s in place of 102 s
            7                  | some 13 s in place of 51 s
            """)
    void fewerRetriesAreReckonedFromTheSetting(String retries, String remedy) {
        SampleHost host = pile(SocketState.LAST_ACK, 200).setting(Setting.TCP_ORPHAN_RETRIES, retries);

        assertThat(host.finding("closing-stuck").remedies().getLast().effect()).contains(remedy);
    }

    @Test
    void aSettingThatIsAlreadyShortIsNotRaised() {
        SampleHost host = pile(SocketState.LAST_ACK, 200).setting(Setting.TCP_ORPHAN_RETRIES, "4");

        assertThat(host.finding("closing-stuck").remedies())
                .extracting(Remedy::name)
                .containsExactly("user-timeout");
    }

    @Test
    void aFewClosingConnectionsAreNone() {
        assertThat(pile(SocketState.LAST_ACK, 20).findings("closing-stuck")).isEmpty();
        assertThat(pile(SocketState.FIN_WAIT_2, 20).findings("closing-stuck")).isEmpty();
    }

    @Test
    void aQuarterOfTheOrphansAllowedIsAWarningAndHalfOfThemCritical() {
        SampleHost near =
                new SampleHost().setting(Setting.TCP_MAX_ORPHANS, "100").counter(Counter.SOCKSTAT_ORPHAN, 30);
        SampleHost full =
                new SampleHost().setting(Setting.TCP_MAX_ORPHANS, "100").counter(Counter.SOCKSTAT_ORPHAN, 50);
        SampleHost few =
                new SampleHost().setting(Setting.TCP_MAX_ORPHANS, "100").counter(Counter.SOCKSTAT_ORPHAN, 10);

        assertThat(near.finding("closing-stuck").severity()).isEqualTo(Severity.WARNING);
        assertThat(full.finding("closing-stuck").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(few.findings("closing-stuck")).isEmpty();
    }
}
