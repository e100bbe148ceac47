package dev.linger.engine.profile;

import dev.linger.model.SettingChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The settings that each profile understands, by their real names: what they take, what they are, and profiles in
/// which one has another value.
///
/// ```java
/// Profile changed = ProfileSettings.set(Profiles.LINUX, "net.ipv4.tcp_tw_reuse", "1");
/// ```
///
/// A changed profile keeps its name: it is still the same system. What it does when a host gets it while it runs is
/// told by [dev.linger.engine.TcpEngine#setProfile].
public final class ProfileSettings {
    private ProfileSettings() {}

    /// In the order in which they are shown. Throws [IllegalArgumentException] for a profile with a name of its own.
    public static List<ProfileSetting> of(Profile profile) {
        return switch (profile.name()) {
            case "rfc-9293" -> RfcSettings.RFC_9293;
            case "linux" -> LinuxSettings.LINUX;
            case "linux-3.6" -> LinuxSettings.LINUX_3_6;
            case "linux-4.10" -> LinuxSettings.LINUX_4_10;
            case "freebsd-13" -> BsdSettings.FREEBSD_13;
            case "freebsd-14" -> BsdSettings.FREEBSD_14;
            case "macos" -> BsdSettings.MACOS;
            case "windows-2000" -> WindowsSettings.WINDOWS_2000;
            case "windows-2003" -> WindowsSettings.WINDOWS_2003;
            case "windows-10" -> WindowsSettings.WINDOWS_10;
            default ->
                throw new IllegalArgumentException("no settings are known of a profile '" + profile.name() + "'");
        };
    }

    /// Throws [IllegalArgumentException] when the profile does not have it: says which is nearest, or which systems
    /// have it.
    public static ProfileSetting named(Profile profile, String name) {
        return find(profile, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "profile '" + profile.name() + "' has no setting '" + name + "'" + hint(profile, name)));
    }

    public static String get(Profile profile, String name) {
        return named(profile, name).valueIn(profile);
    }

    /// The profile with one setting changed. Throws [IllegalArgumentException] for a name it does not have and for a
    /// value that is not allowed.
    public static Profile set(Profile profile, String name, String value) {
        return named(profile, name).set(profile, value);
    }

    /// The same for a change that a diagnosis asks for.
    public static Profile set(Profile profile, SettingChange change) {
        return set(profile, change.setting().sysctl(), change.value());
    }

    private static Optional<ProfileSetting> find(Profile profile, String name) {
        return of(profile).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    private static String hint(Profile profile, String name) {
        String left = AbsentSettings.reason(name);
        List<String> owners = new ArrayList<>();
        for (Profile other : Profiles.all()) {
            if (find(other, name).isPresent()) {
                owners.add(other.name());
            }
        }
        if (!owners.isEmpty()) {
            String where = String.join(", ", owners) + (owners.size() == 1 ? " has it" : " have it");
            return left.isEmpty() ? ": " + where : ": " + left + "; " + where;
        }
        return left.isEmpty() ? "; the nearest is '" + nearest(profile, name) + "'" : ": " + left;
    }

    private static String nearest(Profile profile, String name) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (ProfileSetting setting : of(profile)) {
            int distance = distance(setting.name(), name);
            if (distance < least) {
                least = distance;
                nearest = setting.name();
            }
        }
        return nearest;
    }

    /// How many letters must be put in, taken out or exchanged to make one of the other.
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] present = new int[other.length() + 1];
            present[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int exchanged = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                present[column] = Math.min(exchanged, 1 + Math.min(previous[column], present[column - 1]));
            }
            previous = present;
        }
        return previous[other.length()];
    }
}
