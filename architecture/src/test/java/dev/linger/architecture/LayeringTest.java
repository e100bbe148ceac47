package dev.linger.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The arrows of ARCHITECTURE.md. A module that is in no row here fails: a new one is put in its place first.
class LayeringTest {
    /// What each module may know. `testkit` knows no other, so that any of them can use it in its tests.
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "model", Set.of(),
            "wire", Set.of("model"),
            "engine", Set.of("wire", "model"),
            "sockets", Set.of("engine", "wire", "model"),
            "script", Set.of("sockets", "engine", "wire", "model"),
            "observation", Set.of("model"),
            "linux", Set.of("observation", "model"),
            "diagnosis", Set.of("observation", "model"),
            "cli", Set.of("model", "observation", "linux", "diagnosis", "script", "sockets", "engine", "wire"),
            "testkit", Set.of());

    /// Modules without product classes: tests of the whole and measurements.
    private static final Set<String> OUTSIDE = Set.of("architecture", "benchmarks");

    private static final Pattern MODULE = Pattern.compile("<module>([a-z]+)</module>");

    static Stream<String> modules() {
        return MAY_KNOW.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleKnowsOnlyTheModulesInItsRow(String module) {
        noClasses()
                .that()
                .resideInAPackage(ProductClasses.packageOf(module))
                .should()
                .dependOnClassesThat(forbiddenTo(module))
                .allowEmptyShould(true)
                .check(ProductClasses.ALL);
    }

    @Test
    void everyModuleHasARow() throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher module = MODULE.matcher(Files.readString(SourceTree.ROOT.resolve("pom.xml")));
        while (module.find()) {
            found.add(module.group(1));
        }
        found.removeAll(OUTSIDE);
        assertThat(found).isEqualTo(new TreeSet<>(MAY_KNOW.keySet()));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.linger.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(ProductClasses.ALL);
    }

    private static DescribedPredicate<JavaClass> forbiddenTo(String module) {
        Set<String> allowed = MAY_KNOW.get(module);
        return DescribedPredicate.describe("are outside what " + module + " may know " + allowed, type -> {
            String name = type.getPackageName();
            return name.startsWith("dev.linger.")
                    && !within(name, module)
                    && allowed.stream().noneMatch(other -> within(name, other));
        });
    }

    private static boolean within(String packageName, String module) {
        return (packageName + ".").startsWith("dev.linger." + module + ".");
    }
}
