package dev.linger.cli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.linger.diagnosis.Diagnosis;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// nginx as people run it: a reverse proxy under load that opens a connection to its upstream for each request, and
/// the same with upstream keep-alive.
@NamespaceTest
class NginxTest {
    private static final String PROXY = "192.0.2.1";
    private static final String BACKEND = "192.0.2.2";
    private static final int CLIENTS = 4;

    /// Answers 150 requests a second and lets the others wait, as a busy backend does.
    private static final String BACKEND_CONFIGURATION = """
            worker_processes 1;
            pid backend.pid;
            events { worker_connections 1024; }
            http {
                access_log off;
                keepalive_requests 1000000;
                limit_req_zone $server_name zone=all:1m rate=150r/s;
                server {
                    listen 192.0.2.2:9000;
                    server_name app;
                    location / { limit_req zone=all burst=100; root www; }
                }
            }
            """;

    private static final String PROXY_CONFIGURATION = """
            worker_processes 1;
            pid proxy.pid;
            events { worker_connections 1024; }
            http {
                access_log off;
                keepalive_requests 1000000;
                upstream app { server 192.0.2.2:9000; KEEPALIVE }
                server {
                    listen 192.0.2.1:8000;
                    location / {
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_pass http://app;
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private TestNamespace namespace;

    @BeforeEach
    void aBackend() throws IOException {
        assumeThat(Files.isExecutable(Path.of("/usr/sbin/nginx")))
                .as("nginx is not installed: apt-get install nginx-light")
                .isTrue();
        namespace = TestNamespace.create(PROXY, BACKEND);
        namespace.sysctl("net.ipv4.tcp_tw_reuse", "0");
        namespace.sysctl("net.ipv4.ip_local_port_range", "40000 43999");
        Files.createDirectories(folder.resolve("www"));
        Files.writeString(folder.resolve("www/index.html"), "ok");
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        nginx("backend", BACKEND_CONFIGURATION);
    }

    @AfterEach
    void theNamespaceGoes() {
        if (namespace != null) {
            namespace.close();
        }
    }

    private void nginx(String name, String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".conf"), configuration);
        namespace.start(
                "nginx",
                "-p",
                folder.toString(),
                "-c",
                file.toString(),
                "-e",
                "stderr",
                "-g",
                "daemon off; user root;");
        String listening = name.equals("proxy") ? PROXY + ":8000" : BACKEND + ":9000";
        for (int attempt = 0; attempt < 100; attempt++) {
            if (!namespace.sockets("state listening src " + listening).isEmpty()) {
                return;
            }
            pause(50);
        }
        throw new AssertionError("nginx does not listen on " + listening);
    }

    private void load() {
        for (int client = 0; client < CLIENTS; client++) {
            namespace.start("curl", "-s", "-o", "/dev/null", "http://" + PROXY + ":8000/index.html?[1-1000000]");
        }
        pause(1000);
    }

    private Diagnosis diagnose() {
        return Diagnosis.of(Examination.observe(namespace, Duration.ofSeconds(2)), Thresholds.DEFAULTS);
    }

    @Test
    void withoutUpstreamKeepAliveThePortsFillAndNginxIsNamedWithItsOwnRemedy() throws IOException {
        nginx("proxy", PROXY_CONFIGURATION.replace("KEEPALIVE", ""));
        load();

        Finding finding = new Examination(diagnose()).finding("ports-filling");

        assertThat(finding.subject()).isEqualTo("192.0.2.2 → 192.0.2.2:9000");
        assertThat(finding.who().process().orElseThrow().name()).isEqualTo("nginx");
        assertThat(finding.who().inferred()).isTrue();
        assertThat(finding.remedies().getFirst().name()).isEqualTo("reuse-connections");
        assertThat(finding.remedies().getFirst().steps().toString())
                .contains("nginx: upstream NAME { server …; keepalive 64; }");
    }

    @Test
    void withUpstreamKeepAliveTheFindingIsGone() throws IOException {
        nginx("proxy", PROXY_CONFIGURATION.replace("KEEPALIVE", "keepalive 64;"));
        load();

        Examination examination = new Examination(diagnose());

        assertThat(examination.findings("ports-filling")).isEmpty();
        assertThat(examination.findings("time-wait-normal")).hasSize(1);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
