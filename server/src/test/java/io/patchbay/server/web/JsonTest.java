package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class JsonTest {
    @Test
    void names_are_accepted_in_any_case() {
        assertThat(echo("{\"displaytype\":\"LAMP\",\"COUNT\":2}")
                        .json()
                        .get("displayType")
                        .asText())
                .isEqualTo("LAMP");
    }

    @Test
    void unknown_names_are_passed_over() {
        assertThat(echo("{\"count\":2,\"future\":{\"a\":[1]}}").status()).isEqualTo(200);
    }

    @Test
    void numbers_are_exact() {
        Answer answer =
                Call.post("/sample/kinds").json("{\"x\":0.1000000000000000055}").send();
        assertThat(answer.json().get("class").asText()).isEqualTo("BigDecimal");
        assertThat(answer.json().get("x").asText()).isEqualTo("0.1000000000000000055");
    }

    @Test
    void numbers_are_written_without_exponent_and_times_as_rfc_3339() {
        Answer answer = echo("{\"size\":1e3,\"at\":\"2026-01-31T12:00:00.5Z\"}");
        assertThat(answer.text()).contains("\"size\":1000,").contains("\"at\":\"2026-01-31T12:00:00.500Z\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`{`                                  | The body is not valid JSON (line 1, column 2).",
                "`{'a':1}`                            | The body is not valid JSON (line 1, column 2).",
                "`hello`                              | The body is not valid JSON (line 1, column 1).",
                "`{\"size\":NaN}`                     | The body is not valid JSON (line 1, column 12).",
                "`[]`                                 | The body must be an object.",
                "`\"text\"`                           | The body must be an object.",
                "`null`                               | The body is null: send a JSON object.",
                "`{} {}`                              | The body has more after its first JSON value (line 1, column 4).",
                "`{\"count\":1,\"count\":2}`          | count is there twice.",
                "`{\"free\":{\"a\":1,\"a\":2}}`       | a is there twice.",
                "`{\"displayType\":5}`                | displayType must be text in quotes.",
                "`{\"displayType\":true}`             | displayType must be text in quotes.",
                "`{\"displayType\":{}}`               | displayType must be text in quotes.",
                "`{\"count\":\"5\"}`                  | count must be a whole number, without quotes.",
                "`{\"count\":1.5}`                    | count must be a whole number, without quotes.",
                "`{\"on\":\"true\"}`                  | on must be true or false.",
                "`{\"on\":1}`                         | on must be true or false.",
                "`{\"size\":\"5\"}`                   | size must be a number, without quotes.",
                "`{\"id\":\"x\"}`                     | id must be a UUID.",
                "`{\"at\":\"yesterday\"}`             | at must be a time like 2026-01-31T12:00:00Z.",
                "`{\"colour\":\"BLUE\"}`              | colour must be one of RED, GREEN.",
                "`{\"colour\":0}`                     | colour must be one of RED, GREEN.",
                "`{\"inner\":{}}`                     | inner must be a list.",
                "`{\"inner\":[{\"depth\":1},{\"depth\":\"x\"}]}` | inner[1].depth must be a whole number, without quotes.",
                "`{\"free\":[]}`                      | free must be an object.",
            })
    void what_is_wrong_with_a_body_is_said(String body, String sentence) {
        Answer answer = echo(body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("description").asText()).isEqualTo(sentence);
    }

    @Test
    void a_wrong_field_is_named() {
        assertThat(echo("{\"count\":\"five\"}").json().get("problems").toString())
                .isEqualTo("[{\"field\":\"count\",\"message\":\"must be a whole number, without quotes\"}]");
    }

    @Test
    void an_empty_body_is_asked_for() {
        Answer answer = Call.post("/sample/echo")
                .header("Content-Type", "application/json")
                .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText()).isEqualTo("The body is empty: send a JSON object.");
    }

    @Test
    void fifty_levels_are_read() {
        assertThat(echo("{\"free\":{\"x\":" + "[".repeat(48) + "]".repeat(48) + "}}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 100_000})
    void deeper_ones_are_not(int depth) {
        Answer answer = echo("{\"free\":{\"x\":" + "[".repeat(depth));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText()).isEqualTo("The body is nested deeper than 50 levels.");
    }

    @Test
    void endless_numbers_are_refused() {
        Answer answer = echo("{\"size\":" + "9".repeat(5000) + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText())
                .isEqualTo("The body has a number, name or text that is too long.");
    }

    @Test
    void what_a_body_says_is_not_repeated() {
        assertThat(echo("{\"count\":\"hunter2\"}").text()).doesNotContain("hunter2");
        assertThat(echo("hunter2").text()).doesNotContain("hunter2");
    }

    private static Answer echo(String body) {
        return Call.post("/sample/echo").json(body).send();
    }
}
