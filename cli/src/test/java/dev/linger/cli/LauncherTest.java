package dev.linger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `linger`, with a build and a Java that only say that they were called.
class LauncherTest {
    private static final FileTime BEFORE_THE_BUILD = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
    private static final FileTime BUILT = FileTime.from(Instant.ofEpochSecond(1_100_000_000));
    private static final FileTime AFTER_THE_BUILD = FileTime.from(Instant.ofEpochSecond(1_200_000_000));

    @TempDir
    private Path root;

    @BeforeEach
    void aBuildThatIsNewerThanItsSources() throws IOException {
        Files.copy(Path.of("../linger"), root.resolve("linger"));
        file("pom.xml", "");
        file("cli/pom.xml", "");
        file("cli/src/main/java/Some.java", "");
        file("testkit/src/main/java/Some.java", "");
        file("docs/some.md", "");
        file(".mvn/jvm.config", "");
        file("tools/java-flags.sh", "java_flags=");
        file("tools/build.sh", "echo built");
        file("cli/target/dist/java-home", root + "\n");
        Path java = file("bin/java", "#!/bin/sh\necho ran\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.toList()) {
                Files.setLastModifiedTime(each, BEFORE_THE_BUILD);
            }
        }
        Files.setLastModifiedTime(file("cli/target/dist/.stamp", ""), BUILT);
    }

    private Path file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }

    private List<String> launch() throws IOException {
        ProcessBuilder launcher =
                new ProcessBuilder("sh", root.resolve("linger").toString(), "--version").redirectErrorStream(true);
        launcher.environment().remove("LINGER_JAVA");
        byte[] output = launcher.start().getInputStream().readAllBytes();
        return new String(output, StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aBuildNewerThanItsSourcesIsRunAsItIs() throws IOException {
        assertThat(launch()).containsExactly("ran");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pom.xml", "cli/pom.xml", "cli/src/main/java/Some.java", "tools/java-flags.sh", ".mvn/jvm.config"
            })
    void whatTheBuildIsMadeOfIsBuiltAnewWhenItChanges(String changed) throws IOException {
        Files.setLastModifiedTime(root.resolve(changed), AFTER_THE_BUILD);

        assertThat(launch()).containsExactly("built", "ran");
    }

    @ParameterizedTest
    @ValueSource(strings = {"testkit/src/main/java/Some.java", "docs/some.md"})
    void whatTheBuildDoesNotHoldIsNoReasonToBuild(String changed) throws IOException {
        Files.setLastModifiedTime(root.resolve(changed), AFTER_THE_BUILD);

        assertThat(launch()).containsExactly("ran");
    }
}
