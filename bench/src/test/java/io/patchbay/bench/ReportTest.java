package io.patchbay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Report report = new Report(
            new Machine("2026-11-26T10:00:00Z", "a CPU", 2, 24_000, "Linux", "25", 0.5, "abc", false),
            List.of(
                    Result.against(
                            "put",
                            "requests/s",
                            new Rounds(List.of(20_000.0, 30_000.0, 25_000.0), List.of(10_000.0, 9_000.0, 10_500.0)),
                            2,
                            Map.of("p99 ms", 4.5)),
                    Result.alone("lateness", "ms", List.of(300.0, 310.0, 290.0), Goal.AT_MOST, 250, Map.of()),
                    Result.alone("create", "clients/s", List.of(2000.0), Goal.AT_LEAST, 2000, Map.of())));

    @Test
    void json_has_the_promised_members() throws IOException {
        JsonNode json = new JsonMapper().readTree(report.json());
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        JsonNode put = json.at("/results/0");
        assertThat(put.path("name").asText()).isEqualTo("put");
        assertThat(put.path("value").asDouble()).isEqualTo(25_000);
        assertThat(put.path("unit").asText()).isEqualTo("requests/s");
        assertThat(put.path("limit").asDouble()).isEqualTo(10_000);
        assertThat(put.path("ratio").asDouble()).isEqualTo(2.5);
        assertThat(put.path("reach").asDouble()).isEqualTo(2);
        assertThat(put.path("min").asDouble()).isEqualTo(20_000);
        assertThat(put.path("max").asDouble()).isEqualTo(30_000);
        assertThat(put.path("rounds")).hasSize(3);
        assertThat(put.path("reached").asBoolean()).isTrue();
    }

    @Test
    void a_number_without_a_limit_has_no_ratio() throws IOException {
        JsonNode lateness = new JsonMapper().readTree(report.json()).at("/results/1");
        assertThat(lateness.has("limit")).isFalse();
        assertThat(lateness.has("ratio")).isFalse();
        assertThat(lateness.path("reached").asBoolean()).isFalse();
    }

    @Test
    void the_table_has_a_line_for_each_result_and_says_what_is_missed() {
        assertThat(report.markdown().lines())
                .hasSize(5)
                .anySatisfy(
                        line -> assertThat(line).startsWith("| put | 25,000 requests/s | 10,000 | 2.50 | 2, reached"))
                .anySatisfy(line -> assertThat(line).startsWith("| lateness | 300 ms |  |  | at most 250, missed"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("| create | 2,000 clients/s |  |  | at least 2,000, reached"));
    }

    @Test
    void a_second_run_of_a_day_does_not_replace_the_first(@TempDir Path folder) throws IOException {
        assertThat(report.write(folder)).hasFileName("2026-11-26.json");
        assertThat(report.write(folder)).hasFileName("2026-11-26-2.json");
        assertThat(Files.readString(folder.resolve("2026-11-26.json"))).isEqualTo(report.json());
    }
}
