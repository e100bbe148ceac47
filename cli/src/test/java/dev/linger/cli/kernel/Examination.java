package dev.linger.cli.kernel;

import dev.linger.diagnosis.Diagnosis;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.linux.HostException;
import dev.linger.linux.LinuxHost;
import dev.linger.observation.HostSnapshot;
import dev.linger.testkit.TestNamespace;
import java.time.Duration;
import java.util.List;

/// What the doctor says of a real namespace, in one step: two samples of the kernel, then the rules.
record Examination(Diagnosis diagnosis) {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    static Examination of(TestNamespace namespace) {
        return of(namespace, Thresholds.DEFAULTS);
    }

    static Examination of(TestNamespace namespace, Threshold threshold, double value) {
        return of(namespace, Thresholds.DEFAULTS.with(threshold, value));
    }

    static Examination of(TestNamespace namespace, Thresholds thresholds) {
        return new Examination(Diagnosis.of(observe(namespace, INTERVAL), thresholds));
    }

    static HostSnapshot observe(TestNamespace namespace, Duration interval) {
        try {
            return LinuxHost.inNamespace(Long.toString(namespace.pid()), host -> host.observe(interval.toNanos()));
        } catch (HostException failure) {
            throw new AssertionError(failure);
        }
    }

    List<Finding> findings(String name) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.name().equals(name))
                .toList();
    }

    Finding finding(String name) {
        List<Finding> findings = findings(name);
        if (findings.size() != 1) {
            throw new AssertionError("expected one " + name + " among " + diagnosis.findings());
        }
        return findings.getFirst();
    }

    static double evidence(Finding finding, String name) {
        return finding.evidence().stream()
                .filter(evidence -> evidence.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no evidence " + name + " in " + finding.evidence()))
                .value();
    }
}
