package dev.linger.engine.timewait;

import java.util.LinkedHashMap;
import java.util.Map;

/// The presets by name, for tables.
final class Presets {
    static final Map<String, TimeWaitRules> ALL = all();

    private Presets() {}

    static TimeWaitRules named(String name) {
        TimeWaitRules rules = ALL.get(name);
        if (rules == null) {
            throw new IllegalArgumentException("no such preset: " + name);
        }
        return rules;
    }

    private static Map<String, TimeWaitRules> all() {
        Map<String, TimeWaitRules> all = new LinkedHashMap<>();
        all.put("RFC_9293", TimeWaitRules.RFC_9293);
        all.put("LINUX", TimeWaitRules.LINUX);
        all.put("LINUX_3_6", TimeWaitRules.LINUX_3_6);
        all.put("LINUX_4_10", TimeWaitRules.LINUX_4_10);
        all.put("FREEBSD_13", TimeWaitRules.FREEBSD_13);
        all.put("FREEBSD_14", TimeWaitRules.FREEBSD_14);
        all.put("WINDOWS_2000", TimeWaitRules.WINDOWS_2000);
        all.put("WINDOWS_2003", TimeWaitRules.WINDOWS_2003);
        all.put("WINDOWS_10", TimeWaitRules.WINDOWS_10);
        all.put("MACOS", TimeWaitRules.MACOS);
        return all;
    }
}
