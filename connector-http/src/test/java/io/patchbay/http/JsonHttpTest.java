package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonHttpTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private static final Call CALL =
            Call.get("/weather").secretQuery("appid", new Secret("s3 cret")).header("X-Key", "k3y");

    @Test
    void json_with_a_status_of_success_is_read() throws Exception {
        assertThat(answered(200, "{\"a\": 1}").send(CALL).get("a").number()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized",
        "403, Unauthorized",
        "429, Throttled",
        "500, Unavailable",
        "503, Unavailable",
        "404, Puzzled",
        "302, Puzzled"
    })
    void an_error_is_sorted_by_its_status(int status, String kind) {
        Failure failure = failure(answered(status, "{}"));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.cause()).contains("GET /weather").contains("" + status);
    }

    @Test
    void a_connector_sorts_a_status_its_own_way() {
        JsonHttp http = answered(401, "{\"message\": \"no\"}").on(401, r -> new Failure.Departed(r.text()));
        assertThat(failure(http)).isEqualTo(new Failure.Departed("{\"message\": \"no\"}"));
    }

    @Test
    void a_web_page_with_status_200_is_no_answer() {
        assertThat(failure(answered(200, " <html>Maintenance</html>")))
                .isEqualTo(new Failure.Unavailable("the vendor answered GET /weather with a web page instead of JSON"));
        assertThat(failure(answered(200, "Maintenance", "content-type", "text/html; charset=utf-8"))
                        .cause())
                .contains("web page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\": ", "{} {}", "nonsense"})
    void what_is_not_json_is_no_answer(String body) {
        assertThat(failure(answered(200, body)))
                .isEqualTo(new Failure.Unavailable("the vendor answered GET /weather with broken JSON"));
    }

    @Test
    void nesting_without_end_is_no_answer() {
        assertThat(failure(answered(200, "[".repeat(100_000)))).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void an_answer_without_a_body_is_fine_where_none_was_asked_for() throws Exception {
        assertThat(answered(204, "").send(CALL).isAbsent()).isTrue();
        assertThat(answered(200, "").send(Call.of("PUT", "/lamp")).isAbsent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "'Sun, 01 Mar 2026 12:01:30 GMT', 90",
        "'Sun, 01 Mar 2026 11:00:00 GMT', 0",
        "soon,",
        "-5,",
        "99999999999999999999,"
    })
    void retry_after_is_seconds_or_a_date(String header, Long seconds) {
        Failure failure = failure(answered(429, "{}", "retry-after", header));
        assertThat(((Failure.Throttled) failure).retryAfter())
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void an_overloaded_vendor_that_says_when_to_come_back_is_given_the_time() {
        assertThat(failure(answered(503, "", "retry-after", "7")))
                .isInstanceOfSatisfying(
                        Failure.Throttled.class, f -> assertThat(f.retryAfter()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void the_sample_of_an_unexpected_answer_shows_no_secret_of_the_call() {
        Failure failure = failure(answered(404, "no such page: /weather?appid=s3+cret (s3 cret, k3y)"));
        assertThat(((Failure.Puzzled) failure).sample()).isEqualTo("no such page: /weather?appid=••• (•••, •••)");
    }

    @Test
    void the_sample_of_an_unexpected_answer_shows_no_header_of_the_call() {
        Call call = Call.get("/weather").header("X-Api-Key", "s3cret-key");
        Failure failure = failure(answered(400, "{\"message\":\"s3cret-key is no key\"}"), call);
        assertThat(((Failure.Puzzled) failure).sample()).isEqualTo("{\"message\":\"••• is no key\"}");
    }

    private static Failure failure(JsonHttp http) {
        return failure(http, CALL);
    }

    private static Failure failure(JsonHttp http, Call call) {
        return catchThrowableOfType(ConnectorException.class, () -> http.send(call))
                .failure();
    }

    private static JsonHttp answered(int status, String body, String... header) {
        Map<String, List<String>> headers = header.length == 0 ? Map.of() : Map.of(header[0], List.of(header[1]));
        return JsonHttp.over(_ -> new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8)), CLOCK);
    }
}
