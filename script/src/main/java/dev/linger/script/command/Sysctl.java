package dev.linger.script.command;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.ProfileSetting;
import dev.linger.engine.profile.ProfileSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settings of the host: those that the engine has, and those that only the system has ([SystemSettings]).
final class Sysctl {
    private final CommandHost host;
    private final List<String> notes;

    Sysctl(CommandHost host, List<String> notes) {
        this.host = host;
        this.notes = notes;
    }

    /// @param forgiven what follows is for the case that it fails
    int run(List<String> arguments, boolean forgiven, StringBuilder output) throws CommandRefused {
        boolean quiet = false;
        boolean bare = false;
        boolean unknownPasses = forgiven;
        List<String> settings = new ArrayList<>();
        for (String argument : arguments) {
            if (!argument.startsWith("-")) {
                settings.add(argument);
                continue;
            }
            for (char option : argument.substring(1).toCharArray()) {
                switch (option) {
                    case 'q' -> quiet = true;
                    case 'n' -> bare = true;
                    case 'e', 'i' -> unknownPasses = true;
                    case 'w' -> {
                        // Writing is told by the equals sign.
                    }
                    default -> throw new CommandRefused("'sysctl -" + option + "' is not supported");
                }
            }
        }
        if (settings.isEmpty()) {
            throw new CommandRefused("'sysctl' is not supported without a name");
        }
        int status = 0;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String name = (equals < 0 ? setting : setting.substring(0, equals))
                    .strip()
                    .replace('/', '.');
            String separator = name.startsWith("net.ipv4.") || name.startsWith("net.core.") ? " = " : ": ";
            if (equals < 0) {
                output.append(bare ? "" : name + separator).append(read(name)).append('\n');
            } else {
                String value = setting.substring(equals + 1).strip();
                status |= set(name, value, unknownPasses);
                output.append(quiet ? "" : (bare ? "" : name + separator) + value + "\n");
            }
        }
        return forgiven ? status : 0;
    }

    private String read(String name) throws CommandRefused {
        try {
            return ProfileSettings.get(host.engine().profile(), name);
        } catch (IllegalArgumentException unknown) {
            throw new CommandRefused(String.valueOf(unknown.getMessage()));
        }
    }

    /// Sets one setting; 1 for one that cannot be set, if that passes.
    ///
    /// @param unknownPasses a setting that cannot be set is a note
    int set(String name, String value, boolean unknownPasses) throws CommandRefused {
        Profile profile = host.engine().profile();
        String words = String.join(" ", value.split("\\s+"));
        Optional<SystemSettings.Row> row = SystemSettings.find(profile, name);
        try {
            if (row.isPresent() && !has(profile, name)) {
                notes.add(row.get().note(name, words));
                return 0;
            }
            host.engine().setProfile(ProfileSettings.set(profile, name, words));
            return 0;
        } catch (IllegalArgumentException refused) {
            if (!unknownPasses) {
                throw new CommandRefused(String.valueOf(refused.getMessage()));
            }
            notes.add(String.valueOf(refused.getMessage()));
            return 1;
        }
    }

    private static boolean has(Profile profile, String name) {
        return ProfileSettings.of(profile).stream().map(ProfileSetting::name).anyMatch(name::equals);
    }
}
