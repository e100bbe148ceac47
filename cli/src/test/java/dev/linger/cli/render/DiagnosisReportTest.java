package dev.linger.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.cli.SampleHost;
import dev.linger.diagnosis.Diagnosis;
import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Risk;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.observation.Activity;
import dev.linger.observation.HostProcess;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Findings made by hand, so that a rule can change its words without changing these files.
class DiagnosisReportTest {
    private static final Remedy REUSE = Remedy.ofSteps(
            "reuse-connections",
            "reuse upstream connections",
            true,
            Double.POSITIVE_INFINITY,
            "28,101 → 64 ports",
            Risk.LOW,
            "502 on a stale idle connection: keep it shorter than the server's idle timeout, and retry what is"
                    + " idempotent",
            List.of("upstream NAME { server …; keepalive 64; }", "proxy_http_version 1.1;"));

    private static final Remedy TW_REUSE = Remedy.ofSetting(
            "tw-reuse",
            "net.ipv4.tcp_tw_reuse = 1",
            true,
            61,
            "a port is free again after 1 s in place of 61.0 s",
            Risk.LOW,
            "none known where both sides use timestamps",
            new SettingChange(Setting.TCP_TW_REUSE, "1"));

    private static final Finding EXHAUSTED = new Finding(
            "ports-exhausted",
            Severity.CRITICAL,
            "10.0.0.5 → 10.0.0.9:8080",
            "uses 28,101 of 28,232 ports (99.5 %)",
            List.of(
                    Evidence.count("time-wait", 27_950, "TIME-WAIT"),
                    Evidence.count("estab", 151, "ESTAB"),
                    Evidence.rate("opened-per-second", 468, "opened"),
                    Evidence.rate("released-per-second", 458.5, "released"),
                    Evidence.seconds("seconds-until-full", 13.1, "full in", "")),
            "This host closes first, so each connection keeps its port in TIME_WAIT for 61.0 s after its end.",
            Suspect.inferred(new HostProcess(71, "ng|inx\u001b[31m"), "holds 151 live sockets to the same destination"),
            List.of(TW_REUSE, REUSE),
            List.of(
                    new BadAdvice("tcp_fin_timeout", "does not touch TIME_WAIT"),
                    new BadAdvice("tcp_tw_recycle", "gone since 4.12, broke NAT"),
                    new BadAdvice("SO_LINGER 0", "loses data")));

    private static final Finding NOTICE = new Finding(
            "service-port-in-range",
            Severity.NOTICE,
            "host",
            "a listener stands inside the automatic port range",
            List.of(Evidence.count("listeners", 1, "listener")),
            "An outgoing connection may be given its port.",
            Suspect.unknown("nobody was asked"),
            List.of(),
            List.of());

    private static DiagnosisReport report() {
        Activity activity =
                new Activity(2_000_000_000L, Map.of("Tcp.ActiveOpens", 936L), List.of(), new BitSet(), List.of());
        return new DiagnosisReport(
                "0.1.0", new Diagnosis(SampleHost.snapshot().withActivity(activity), List.of(EXHAUSTED, NOTICE)), "");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFormatIsAsReviewed(Format format) throws IOException {
        Golden.check("doctor." + format.word(), report().render(format, Ink.NONE, 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 140})
    void proseFitsTheWidthAndCommandsStayWhole(int width) {
        String text = report().render(Format.TABLE, Ink.NONE, width);
        assertThat(text.lines().filter(line -> !line.startsWith("       ")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(text).contains("\n       sysctl -w net.ipv4.tcp_tw_reuse=1\n", "keepalive 64; }\n");
    }

    @Test
    void theHeadlineSaysHowManyNamespacesThereAre() {
        assertThat(report().headline(false)).contains(" · namespace host (of 4) · ");
        DiagnosisReport alone =
                new DiagnosisReport("0.1.0", new Diagnosis(SampleHost.aloneOnItsMachine(), List.of(NOTICE)), "");
        assertThat(alone.headline(false)).contains(" · namespace host · ");
    }

    @Test
    void coloursChangeNoWord() {
        String coloured = report().render(Format.TABLE, Ink.ANSI, 100);
        assertThat(coloured).contains("\u001b[1;31mCRITICAL\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(report().render(Format.TABLE, Ink.NONE, 100));
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TABLE", "WIDE", "MARKDOWN", "HTML"})
    void aNameOfAProcessCannotControlTheTerminal(Format format) {
        assertThat(report().render(format, Ink.NONE, 100)).doesNotContain("\u001b");
    }

    @Test
    void nothingInAPageIsTakenForATag() {
        Finding marked = new Finding(
                "<b>name</b>",
                Severity.OK,
                "\"&",
                "<script>",
                List.of(),
                "",
                Suspect.unknown("<i>"),
                List.of(),
                List.of());
        DiagnosisReport report =
                new DiagnosisReport("0.1.0", new Diagnosis(SampleHost.aloneOnItsMachine(), List.of(marked)), "");

        assertThat(report.render(Format.HTML, Ink.NONE, 100))
                .doesNotContain("<script>", "<b>", "<i>")
                .contains("&lt;b&gt;name&lt;/b&gt;", "&quot;&amp;: &lt;script&gt;");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFormatHasEveryFact(Format format) {
        String text =
                report().render(format, Ink.NONE, 10_000).replace("\\", "").replace("\"\"", "\"");
        assertThat(text)
                .contains("web-3", "6.18.44", "ports-exhausted", "service-port-in-range")
                .contains("10.0.0.5 → 10.0.0.9:8080", "uses 28,101 of 28,232 ports (99.5 %)")
                .contains("27,950 TIME-WAIT", "full in 13 s", "closes first", "holds 151 live sockets", "71")
                .contains("reuse upstream connections", "28,101 → 64 ports", "502 on a stale idle connection")
                .contains("proxy_http_version 1.1;", "sysctl -w net.ipv4.tcp_tw_reuse=1")
                .contains("tcp_tw_recycle", "gone since 4.12, broke NAT")
                .containsIgnoringCase("critical")
                .containsIgnoringCase("notice");
    }
}
