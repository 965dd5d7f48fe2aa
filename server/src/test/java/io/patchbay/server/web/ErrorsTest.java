package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ErrorsTest {
    @Test
    void an_unknown_path_is_404_and_is_not_repeated_for_it_may_hold_a_secret() {
        Answer answer = Call.get("/api/v1/nothing/here").send();
        documented(answer, 404, "NOT_FOUND");
        assertThat(answer.text()).doesNotContain("nothing/here");
    }

    @Test
    void an_id_that_is_none_is_404() {
        documented(Call.get("/sample/ids/7").send(), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({"/sample/broken/410, 410, BAD_REQUEST", "/sample/broken/500, 500, INTERNAL"})
    void what_fails_below_the_rest_layer_has_the_same_body(String path, int status, String error) {
        documented(Call.get(path).send(), status, error);
    }

    @Test
    void an_unknown_method_is_405() {
        Answer answer = Call.of("PUT", "/sample/echo").json("{}").send();
        documented(answer, 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void an_answer_that_nobody_can_give_is_406() {
        documented(
                Call.get("/sample/ids/00000000-0000-0000-0000-000000000000")
                        .header("Accept", "image/png")
                        .send(),
                406,
                "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded"})
    void a_body_of_another_type_is_415(String type) {
        Call call = Call.post("/sample/echo").header("Content-Type", type);
        documented(call.body(HttpRequest.BodyPublishers.ofString("{}")).send(), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_body_of_no_type_is_415() {
        Call call = Call.post("/sample/echo").body(HttpRequest.BodyPublishers.ofString("{}"));
        documented(call.send(), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_body_that_announces_to_be_too_large_is_413() {
        Answer answer =
                Call.post("/sample/echo").json(" ".repeat(3 << 20) + "{}").send();
        documented(answer, 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_body_that_turns_out_to_be_too_large_is_413() {
        byte[] large = (" ".repeat(1 << 20) + "{}").getBytes(StandardCharsets.UTF_8);
        Answer answer = Call.post("/sample/echo")
                .header("Content-Type", "application/json")
                .body(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .send();
        documented(answer, 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_body_of_one_megabyte_is_read() {
        Answer answer =
                Call.post("/sample/echo").json("{}" + " ".repeat((1 << 20) - 2)).send();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_body_without_end_is_cut_off() throws Exception {
        try (Socket socket = new Socket(Call.base().getHost(), Call.base().getPort())) {
            socket.setSoTimeout(20_000);
            Thread.ofVirtual().start(() -> sendForEver(socket));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("PAYLOAD_TOO_LARGE");
        }
    }

    @Test
    void a_caller_that_goes_away_is_no_failure_of_the_service() throws Exception {
        try (LogCapture log = new LogCapture()) {
            try (Socket socket = new Socket(Call.base().getHost(), Call.base().getPort())) {
                String begun = "POST /sample/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 500000\r\nX-Request-Id: gone-1\r\n\r\n{";
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            // long enough for what would be logged to be logged
            await().during(Duration.ofMillis(300))
                    .until(() -> log.lines().stream()
                            .noneMatch(line -> line.level().intValue() >= Level.WARNING.intValue()));
        }
    }

    @Test
    void an_unexpected_failure_is_500_and_only_the_log_says_more() {
        try (LogCapture log = new LogCapture()) {
            Answer answer = Call.get("/sample/fails/unexpected")
                    .header("X-Request-Id", "find-me-1")
                    .send();
            documented(answer, 500, "INTERNAL");
            assertThat(answer.text()).doesNotContain("hunter2").doesNotContain("IllegalState");
            assertThat(log.lines())
                    .filteredOn(line -> line.level().intValue() >= Level.SEVERE.intValue())
                    .singleElement()
                    .satisfies(line -> assertThat(line.thrown()).contains("IllegalStateException"))
                    .satisfies(line -> assertThat(line.message()).contains("/sample/fails/unexpected"))
                    .satisfies(line -> assertThat(line.requestId()).isEqualTo("find-me-1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "internal"})
    void every_failure_of_the_service_is_logged_and_not_told(String how) {
        try (LogCapture log = new LogCapture()) {
            Answer answer = Call.get("/sample/fails/" + how).send();
            documented(answer, 500, "INTERNAL");
            assertThat(answer.text()).doesNotContain("hunter2");
            assertThat(log.lines()).anyMatch(line -> !line.thrown().equals("null"));
        }
    }

    @Test
    void whoever_shall_come_back_is_told_when() {
        Answer answer = Call.get("/sample/fails/unavailable").send();
        documented(answer, 503, "UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("3");
    }

    @Test
    void several_problems_are_told_at_once() {
        Answer answer = Call.get("/sample/fails/invalid").send();
        documented(answer, 400, "INVALID");
        assertThat(answer.json().get("problems").toString())
                .isEqualTo("[{\"field\":\"name\",\"message\":\"is missing\"},"
                        + "{\"field\":\"size\",\"message\":\"is too large\"}]");
        assertThat(answer.json().get("description").asText()).isEqualTo("name is missing; size is too large.");
    }

    @Test
    void problems_are_left_out_where_there_are_none() {
        assertThat(Call.get("/sample/fails/otherwise").send().json().has("problems"))
                .isFalse();
    }

    @Test
    void a_redirect_is_no_error() {
        Answer answer = Call.get("/sample/fails/redirect").send();
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("http://localhost/elsewhere");
    }

    @ParameterizedTest
    @CsvSource({"abc-123, true", "A.b:c_9, true", "two words, false", "<script>, false"})
    void a_callers_request_id_is_taken_if_it_is_sane(String id, boolean taken) {
        Answer answer = Call.get("/nowhere").header("X-Request-Id", id).send();
        assertThat(answer.header("X-Request-Id").equals(id)).isEqualTo(taken);
        documented(answer, 404, "NOT_FOUND");
    }

    @Test
    void an_endless_request_id_is_replaced() {
        Answer answer =
                Call.get("/nowhere").header("X-Request-Id", "a".repeat(101)).send();
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{16}");
    }

    @Test
    void answers_that_are_no_errors_have_an_id_too() {
        assertThat(Call.get("/sample/rows").send().header("X-Request-Id")).matches("[0-9a-f]{16}");
        assertThat(Call.get("/q/health/live").send().header("X-Request-Id")).matches("[0-9a-f]{16}");
    }

    private static void documented(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("error").asText()).isEqualTo(error);
        assertThat(answer.json().get("description").asText()).isNotBlank().endsWith(".");
        assertThat(answer.json().get("more_info").asText()).startsWith("http");
        assertThat(answer.json().get("requestId").asText()).isNotBlank().isEqualTo(answer.header("X-Request-Id"));
    }

    private static void sendForEver(Socket socket) {
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            OutputStream out = socket.getOutputStream();
            out.write("""
                    POST /sample/echo HTTP/1.1\r
                    Host: x\r
                    Content-Type: application/json\r
                    Transfer-Encoding: chunked\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            while (!socket.isClosed()) {
                out.write(chunk);
            }
        } catch (java.io.IOException e) {
            // cut off, as it must be
        }
    }
}
