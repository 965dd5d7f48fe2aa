package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Json JSON = json("""
            {"number": 1.5, "zero": 0, "text": "x", "quoted": "1.5", "flag": true, "nothing": null, "huge": 1e999,
             "dt": 1714063536, "millis": 1714063536000, "list": [{"temp": 7}], "object": {}}
            """);

    @Test
    void values_are_read_by_their_type() throws Exception {
        assertThat(JSON.get("number").number()).isEqualTo(1.5);
        assertThat(JSON.get("zero").numberIfAny()).contains(0.0);
        assertThat(JSON.get("text").text()).isEqualTo("x");
        assertThat(JSON.get("flag").flag()).isTrue();
        assertThat(JSON.get("dt").unixTime()).isEqualTo(Instant.parse("2024-04-25T16:45:36Z"));
        assertThat(JSON.get("list").items().getFirst().get("temp").number()).isEqualTo(7);
    }

    @Test
    void what_is_missing_or_null_reads_as_nothing_however_deep() throws Exception {
        assertThat(JSON.get("nothing").numberIfAny()).isEmpty();
        assertThat(JSON.get("rain").get("1h").numberIfAny()).isEmpty();
        assertThat(JSON.get("rain").textIfAny()).isEmpty();
        assertThat(JSON.get("rain").flagIfAny()).isEmpty();
        assertThat(JSON.get("rain").unixTimeIfAny()).isEmpty();
        assertThat(JSON.get("rain").itemsIfAny()).isEmpty();
        assertThat(JSON.get("list").at(1).get("temp").numberIfAny()).isEmpty();
    }

    @Test
    void what_is_wanted_and_missing_puzzles_by_its_path() {
        puzzles(() -> JSON.get("main").get("temp").number(), "$.main.temp is missing, not a number");
        puzzles(() -> JSON.get("nothing").text(), "$.nothing is null, not a text");
        puzzles(() -> JSON.get("rain").items(), "$.rain is missing, not an array");
        puzzles(() -> JSON.get("list").at(0).get("dt").unixTime(), "$.list[0].dt is missing, not a time");
    }

    @Test
    void another_type_puzzles_even_where_nothing_would_do() {
        puzzles(() -> JSON.get("quoted").numberIfAny(), "$.quoted is string, not a number");
        puzzles(() -> JSON.get("huge").numberIfAny(), "$.huge is number, not one of a size");
        puzzles(() -> JSON.get("number").textIfAny(), "$.number is number, not a text");
        puzzles(() -> JSON.get("text").flagIfAny(), "$.text is string, not true or false");
        puzzles(() -> JSON.get("millis").unixTimeIfAny(), "$.millis is number, not a time in Unix seconds");
        puzzles(() -> JSON.get("object").items(), "$.object is object, not an array");
        puzzles(() -> JSON.get("object").at(0), "$.object is object, not an array");
        puzzles(() -> JSON.get("number").get("x"), "$.number is number, not an object");
    }

    @Test
    void a_sample_shows_the_shape_and_no_text_that_could_be_a_secret() {
        assertThat(sample("\"n/a\"")).isEqualTo("\"n/a\"");
        assertThat(sample("\"the key s3cret is not known\"")).isEqualTo("a text of 27 characters");
        assertThat(sample("{\"value\": \"s3cret-s3cret\"}")).isEqualTo("{value}");
        assertThat(sample("[1, 2]")).isEqualTo("an array of 2");
        assertThat(sample("true")).isEqualTo("true");
    }

    private static String sample(String temperature) {
        Json wrong = json("{\"temp\": " + temperature + "}");
        var e = catchThrowableOfType(
                ConnectorException.class, () -> wrong.get("temp").number());
        return ((Failure.Puzzled) e.failure()).sample();
    }

    private static void puzzles(ThrowingCallable reading, String cause) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.failure())
                                .isInstanceOf(Failure.Puzzled.class)
                                .extracting(Failure::cause)
                                .asString()
                                .contains(cause));
    }

    private static Json json(String text) {
        return JsonHttp.parse(new Reply(200, Map.of(), text.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }
}
