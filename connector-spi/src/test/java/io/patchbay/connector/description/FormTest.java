package io.patchbay.connector.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Secret;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormTest {
    private static final Field CITY = Field.text("city", "City", "Its name.", "Berlin");
    private static final Form FORM = Form.of(
                    Field.secret("app_key", "AppKey", "From your account.", "abc"),
                    Field.count("calls", "Calls", "A minute.", 1, 100, 60),
                    new Field.Choice(new Label("units", "Units", "", false), List.of("a", "b"), Optional.of("a")),
                    Field.flag("forecast", "Forecast", "Also.", false),
                    new Field.Url(new Label("back", "Back", "", false), Set.of("https"), false, "https://example.org"),
                    Field.location("Place", "Where."),
                    CITY)
            .exactlyOne("location", "city");

    @Test
    void a_good_configuration_is_accepted_with_its_presets() {
        Config config = valid(Map.of("app_key", "s3cret", "latitude", 52.5, "longitude", 13));
        assertThat(config.secret("app_key")).isEqualTo(new Secret("s3cret"));
        assertThat(config.number("calls")).isEqualTo(BigDecimal.valueOf(60));
        assertThat(config.text("units")).isEqualTo("a");
        assertThat(config.flag("forecast")).isFalse();
        assertThat(config.number("longitude")).isEqualByComparingTo("13");
        assertThat(config.textIfAny("city")).isEmpty();
    }

    @Test
    void all_problems_come_at_once_and_unknown_keys_are_problems() {
        assertThat(problems(Map.of(
                        "calls",
                        1.5,
                        "units",
                        "c",
                        "forecast",
                        "yes",
                        "back",
                        "ftp://x",
                        "latitude",
                        200,
                        "longitude",
                        "x",
                        "what",
                        1)))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "app_key", "calls", "units", "forecast", "back", "latitude", "longitude", "what");
    }

    @Test
    void exactly_one_alternative_is_wanted() {
        assertThat(problems(Map.of("app_key", "a")))
                .containsExactly(new Problem("", "give latitude and longitude, or city"));
        assertThat(problems(Map.of("app_key", "a", "city", "B", "latitude", 1, "longitude", 1)))
                .containsExactly(new Problem("", "give only one of: latitude and longitude; city"));
        assertThat(problems(Map.of("app_key", "a", "latitude", 1)))
                .containsExactly(new Problem("longitude", "is missing"));
    }

    @Test
    void a_url_has_neither_password_nor_fragment() {
        assertThat(problems(Map.of("app_key", "a", "city", "B", "back", "https://me:pw@host/")))
                .extracting(Problem::field)
                .containsExactly("back");
    }

    @Test
    void the_sample_passes_its_own_form() {
        assertThat(FORM.sample().keySet()).containsExactly("app_key", "latitude", "longitude");
        valid(FORM.sample());
    }

    @Test
    void a_configuration_never_prints_its_values() {
        assertThat(valid(Map.of("app_key", "s3cret", "city", "Berlin")).toString())
                .doesNotContain("s3cret")
                .doesNotContain("Berlin");
    }

    @Test
    void the_schema_says_what_the_check_says() {
        Map<String, Object> schema = FORM.jsonSchema();
        assertThat(schema).containsEntry("required", List.of("app_key")).containsEntry("additionalProperties", false);
        assertThat(schema.get("oneOf"))
                .isEqualTo(List.of(
                        Map.of("required", List.of("latitude", "longitude")), Map.of("required", List.of("city"))));
    }

    private static Config valid(Map<String, ?> json) {
        Checked checked = FORM.check(json);
        assertThat(checked).isInstanceOf(Checked.Valid.class);
        return ((Checked.Valid) checked).config();
    }

    private static List<Problem> problems(Map<String, ?> json) {
        Checked checked = FORM.check(json);
        assertThat(checked).isInstanceOf(Checked.Invalid.class);
        return ((Checked.Invalid) checked).problems();
    }
}
