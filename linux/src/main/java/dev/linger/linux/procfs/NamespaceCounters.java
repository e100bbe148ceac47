package dev.linger.linux.procfs;

import dev.linger.observation.Counters;
import java.util.HashMap;
import java.util.Map;

/// All TCP counters of the calling thread's network namespace.
public final class NamespaceCounters {
    private NamespaceCounters() {}

    public static Counters read(ProcFiles proc) {
        Map<String, Long> counters = new HashMap<>(512);
        byte[] snmp = proc.bytes("thread-self/net/snmp");
        if (snmp != null) {
            CounterFile.readPairs(snmp, "Tcp", counters);
        }
        byte[] netstat = proc.bytes("thread-self/net/netstat");
        if (netstat != null) {
            CounterFile.readPairs(netstat, "TcpExt", counters);
        }
        byte[] sockstat = proc.bytes("thread-self/net/sockstat");
        if (sockstat != null) {
            CounterFile.readSockstat(sockstat, "TCP", counters);
        }
        return new Counters(counters);
    }
}
