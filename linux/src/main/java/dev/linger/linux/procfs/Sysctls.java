package dev.linger.linux.procfs;

import dev.linger.model.Setting;
import dev.linger.observation.Settings;
import java.util.HashMap;
import java.util.Map;

/// Kernel settings as the calling thread's network namespace has them.
public final class Sysctls {
    private Sysctls() {}

    /// A setting that this kernel does not have, or that may not be read, is absent.
    public static Settings read(ProcFiles proc, Setting... settings) {
        Map<String, String> values = new HashMap<>();
        for (Setting setting : settings) {
            put(proc, setting, values);
        }
        return new Settings(values);
    }

    /// All settings of this scope.
    public static Settings readScope(ProcFiles proc, Setting.Scope scope) {
        Map<String, String> values = new HashMap<>();
        for (Setting setting : Setting.values()) {
            if (setting.scope() == scope) {
                put(proc, setting, values);
            }
        }
        return new Settings(values);
    }

    private static void put(ProcFiles proc, Setting setting, Map<String, String> values) {
        String value = proc.text("sys/" + setting.sysctl().replace('.', '/'));
        if (value != null) {
            // The kernel puts tabs between the numbers of one setting.
            values.put(setting.sysctl(), value.replace('\t', ' '));
        }
    }

    /// `settings`, and from `others` those of the `wanted` ones that are not among them.
    public static Settings complete(Settings settings, Settings others, Setting... wanted) {
        if (others.values().isEmpty()) {
            return settings;
        }
        Map<String, String> values = new HashMap<>(settings.values());
        for (Setting setting : wanted) {
            String value = others.values().get(setting.sysctl());
            if (value != null) {
                values.putIfAbsent(setting.sysctl(), value);
            }
        }
        return new Settings(values);
    }
}
