package dev.linger.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvFormTest {
    @Test
    void onlyWhatNeedsQuotesIsQuoted() {
        assertThat(CsvForm.quoted("nginx: worker")).isEqualTo("nginx: worker");
        assertThat(CsvForm.quoted("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvForm.quoted("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(CsvForm.quoted("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(CsvForm.quoted("\r")).isEqualTo("\"\r\"");
        assertThat(CsvForm.quoted("")).isEmpty();
    }
}
