package dev.linger.diagnosis.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            process name, program
            nginx,        NGINX
            haproxy,      HAPROXY
            traefik,      GO
            java,         JAVA
            node,         NODE
            MainThread,   NODE
            python3.11,   PYTHON
            php-fpm8.2,   PHP_FPM
            curl,         CURL
            postgres,     OTHER
            javac,        OTHER
            """)
    void aProgramIsKnownByItsProcessName(String processName, Program program) {
        assertThat(Program.named(processName)).isEqualTo(program);
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramHasStepsForEachCure(Program program) {
        assertThat(program.keepAlive()).isNotEmpty();
        assertThat(program.closing()).isNotEmpty();
        assertThat(program.orderlyClose()).isNotEmpty();
    }

    @Test
    void stepsSayWhichProgramTheyAreFor() {
        assertThat(Program.NODE.keepAlive()).allMatch(step -> step.startsWith("Node.js: "));
        assertThat(Program.OTHER.keepAlive()).noneMatch(step -> step.startsWith("the program"));
    }
}
