package dev.linger.cli.command;

import java.lang.module.ModuleDescriptor;

/// Which Linger this is.
public final class Version {
    private Version() {}

    /// `0.1.0`, the version that the build gave the module.
    public static String number() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module == null ? "unknown" : module.rawVersion().orElse("unknown");
    }
}
