package dev.linger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.ProfileQuantity;
import dev.linger.engine.profile.ProfileSetting;
import dev.linger.engine.profile.ProfileSettings;
import dev.linger.engine.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tables of docs/reference/profiles.md say what the code does. `-Dlinger.golden=rewrite` makes them anew; what
/// stands around them is written by hand.
class ProfilesPageTest {
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/reference/profiles.md");

    @Test
    void thePageShowsProfilesAndSettingsAsTheCodeHasThem() throws IOException {
        String page = Files.readString(PAGE);
        String fresh = withTable(page, "side by side", sideBySide());
        for (Profile profile : Profiles.all()) {
            fresh = withTable(fresh, "settings of " + profile.name(), settings(profile));
        }
        if ("rewrite".equals(System.getProperty("linger.golden"))) {
            Files.writeString(PAGE, fresh);
            page = fresh;
        }
        assertThat(page)
                .as("mvn -pl architecture -am test -Dtest=ProfilesPageTest -Dlinger.golden=rewrite makes the"
                        + " tables anew")
                .isEqualTo(fresh);
    }

    /// The page with another table behind the comment that names it: lines that begin with a bar.
    private static String withTable(String page, String name, String table) {
        String mark = "<!-- table: " + name + " -->\n\n";
        int begin = page.indexOf(mark);
        assertThat(begin).as("the page has a place for the table '%s'", name).isNotNegative();
        begin += mark.length();
        int end = begin;
        while (page.startsWith("|", end)) {
            end = page.indexOf('\n', end) + 1;
        }
        return page.substring(0, begin) + table + page.substring(end);
    }

    private static String sideBySide() {
        StringBuilder table = new StringBuilder("| |");
        Profiles.all()
                .forEach(profile -> table.append(" `").append(profile.name()).append("` |"));
        table.append("\n|---|").append("---|".repeat(Profiles.all().size())).append('\n');
        for (ProfileQuantity quantity : ProfileQuantity.values()) {
            table.append("| ").append(quantity.words()).append(" |");
            Profiles.all()
                    .forEach(profile ->
                            table.append(' ').append(quantity.in(profile)).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private static String settings(Profile profile) {
        return "| name | takes | out of the box | meaning |\n|---|---|---|---|\n"
                + ProfileSettings.of(profile).stream()
                        .map(setting -> row(profile, setting))
                        .collect(Collectors.joining());
    }

    private static String row(Profile profile, ProfileSetting setting) {
        String value = setting.valueIn(profile);
        return "| `" + setting.name() + "` | " + setting.allowed(profile) + " | "
                + (value.isEmpty() ? "nothing" : "`" + value + "`") + " | " + setting.meaning() + " |\n";
    }
}
