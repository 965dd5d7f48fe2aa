package io.patchbay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    private static List<String> names(String... arguments) {
        return Main.chosen(Options.parse(arguments)).stream()
                .flatMap(benchmark -> benchmark.names().stream())
                .toList();
    }

    @Test
    void a_look_shows_some_of_what_a_whole_run_does() {
        assertThat(names()).doesNotHaveDuplicates().containsAll(names("--quick"));
        assertThat(names("--quick")).contains("ingest", "put", "get", "poll").doesNotContain("history-month");
    }

    @Test
    void what_is_named_is_measured_as_in_a_whole_run() {
        assertThat(Main.chosen(Options.parse("--quick", "poll")))
                .singleElement()
                .isInstanceOf(PollBenchmark.class);
    }

    @Test
    void a_name_that_does_not_exist_is_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names("poll", "pol"))
                .withMessage("There is no benchmark pol.");
    }
}
