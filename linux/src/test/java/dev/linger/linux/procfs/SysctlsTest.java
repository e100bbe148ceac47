package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.PortRange;
import dev.linger.model.Setting;
import dev.linger.observation.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlsTest {
    @TempDir
    Path folder;

    @Test
    void valuesAreTrimmedAndTheirTabsAreBlanks() {
        ProcFiles proc = new FakeProc(folder)
                .file("sys/net/ipv4/ip_local_port_range", "1024\t65000\n")
                .file("sys/net/ipv4/tcp_mem", "384\t512\t768\n")
                .file("sys/net/ipv4/ip_local_reserved_ports", "\n")
                .file("sys/net/core/somaxconn", "4096\n")
                .files();

        Settings settings = Sysctls.read(proc, Setting.values());

        assertThat(settings.values())
                .isEqualTo(Map.of(
                        "net.ipv4.ip_local_port_range", "1024 65000",
                        "net.ipv4.tcp_mem", "384 512 768",
                        "net.ipv4.ip_local_reserved_ports", "",
                        "net.core.somaxconn", "4096"));
        assertThat(settings.ephemeralPorts().range()).isEqualTo(new PortRange(1024, 65000));
    }

    @Test
    void onlySettingsAskedForAreRead() {
        ProcFiles proc = new FakeProc(folder)
                .file("sys/net/ipv4/tcp_tw_reuse", "2\n")
                .file("sys/net/ipv4/tcp_timestamps", "1\n")
                .files();

        assertThat(Sysctls.read(proc, Setting.TCP_TW_REUSE).values()).isEqualTo(Map.of("net.ipv4.tcp_tw_reuse", "2"));
    }

    @Test
    void settingsOfTheMachineAreTakenFromWhereTheyAreShown() {
        ProcFiles proc = new FakeProc(folder)
                .file("sys/net/ipv4/tcp_max_orphans", "65536\n")
                .file("sys/net/ipv4/tcp_tw_reuse", "2\n")
                .files();
        Settings ofMachine = Sysctls.readScope(proc, Setting.Scope.MACHINE);
        Settings ofNamespace = new Settings(Map.of("net.ipv4.tcp_tw_reuse", "1"));

        Settings complete = Sysctls.complete(ofNamespace, ofMachine, Setting.values());

        assertThat(ofMachine.values()).isEqualTo(Map.of("net.ipv4.tcp_max_orphans", "65536"));
        assertThat(complete.values())
                .isEqualTo(Map.of("net.ipv4.tcp_max_orphans", "65536", "net.ipv4.tcp_tw_reuse", "1"));
        assertThat(Sysctls.complete(ofNamespace, ofMachine, Setting.TCP_TW_REUSE))
                .isEqualTo(ofNamespace);
    }
}
