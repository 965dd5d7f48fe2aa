package io.patchbay.openweathermap;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Problem;
import io.patchbay.tck.Round;
import io.patchbay.tck.Trial;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Component;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the vendor once answered, over real HTTP.
class OpenWeatherMapClientTest {
    private static final Map<String, Object> BERLIN = Map.of("latitude", 52.52, "longitude", 13.41);
    private static final Instant MEASURED = Instant.parse("2024-04-25T16:45:36Z");

    private final Recorded vendor = new Recorded().answers(Recorded.WEATHER, 200, "berlin_rain.json");

    @AfterEach
    void close() {
        vendor.close();
    }

    @Test
    void current_weather_becomes_one_thing_with_the_vendors_time() {
        Round round = poll(BERLIN);
        assertThat(round.thrown()).isEmpty();
        Thing thing = thing(round);
        assertThat(thing.id()).isEqualTo("52.52,13.41");
        assertThat(thing.name()).isEqualTo("Mitte");
        assertThat(thing.attributes())
                .containsExactly(
                        new Attribute("latitude", "52.52"),
                        new Attribute("longitude", "13.41"),
                        new Attribute("country", "DE"));
        assertThat(thing.components()).extracting(Component::id).containsExactly("current");
        assertThat(round.readings()).extracting(Reading::at).containsOnly(MEASURED);
        assertThat(values(round, "current"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("temperature", "6.84"),
                        Map.entry("apparent_temperature", "2.07"),
                        Map.entry("humidity", "82"),
                        Map.entry("pressure", "1000"),
                        Map.entry("absolute_pressure", "993"),
                        Map.entry("visibility", "10000"),
                        Map.entry("wind_speed", "9.83"),
                        Map.entry("wind_direction", "199"),
                        Map.entry("gust_speed", "14.1"),
                        Map.entry("rain_hour", "0.26"),
                        Map.entry("snow_hour", ""),
                        Map.entry("cloud_cover", "75"),
                        Map.entry("condition", "light rain"),
                        Map.entry("sunrise", "2024-04-25T04:20:42Z"),
                        Map.entry("sunset", "2024-04-25T18:55:41Z")));
        assertThat(vendor.calls().getFirst().query("units")).contains("metric");
    }

    @Test
    void what_the_vendor_leaves_out_is_absent_and_a_real_zero_is_zero() {
        vendor.answers(Recorded.WEATHER, 200, "calm_and_clear.json");
        assertThat(values(poll(BERLIN), "current"))
                .containsEntry("rain_hour", "")
                .containsEntry("snow_hour", "")
                .containsEntry("gust_speed", "")
                .containsEntry("visibility", "")
                .containsEntry("absolute_pressure", "")
                .containsEntry("wind_speed", "0")
                .containsEntry("cloud_cover", "0")
                .containsEntry("temperature", "-0.004");
    }

    @Test
    void at_sea_in_the_polar_night_there_is_no_name_and_no_sun() {
        vendor.answers(Recorded.WEATHER, 200, "polar_night_at_sea.json");
        Round round = poll(Map.of("latitude", 84, "longitude", -0.001));
        assertThat(thing(round).id()).isEqualTo("84,0");
        assertThat(thing(round).name()).isEqualTo("Weather at 84, 0");
        assertThat(thing(round).attributes()).extracting(Attribute::name).doesNotContain("country");
        assertThat(values(round, "current"))
                .containsEntry("snow_hour", "0.41")
                .containsEntry("sunrise", "")
                .containsEntry("sunset", "");
    }

    @Test
    void the_rain_of_three_hours_is_not_taken_for_that_of_one() {
        vendor.answers(Recorded.WEATHER, 200, "rain_of_three_hours.json");
        assertThat(values(poll(BERLIN), "current"))
                .containsEntry("rain_hour", "")
                .containsEntry("condition", "")
                .containsEntry("wind_direction", "");
    }

    @ParameterizedTest
    @ValueSource(doubles = {13.41, 13.4149, 13.4051})
    void places_that_are_the_same_but_for_metres_make_the_same_call_and_the_same_thing(double longitude) {
        Round round = poll(Map.of("latitude", 52.5201, "longitude", longitude));
        assertThat(thing(round).id()).isEqualTo("52.52,13.41");
        assertThat(vendor.calls().getFirst().query("lon")).contains("13.41");
        assertThat(vendor.calls().getFirst().query("lat")).contains("52.52");
    }

    @Test
    void a_key_that_is_wrong_or_not_active_yet_is_the_developers_to_look_at() {
        vendor.answers(Recorded.WEATHER, 401, "key_refused.json");
        Round round = poll(BERLIN);
        assertThat(round.things()).isEmpty();
        Problem problem = problem(round.failure());
        assertThat(problem.field()).isEqualTo("app_key");
        assertThat(problem.message()).contains("is refused").contains("up to two hours");
        try (Trial trial = trial(BERLIN)) {
            assertThat(trial.check().orElseThrow()).hasMessage(problem.toString());
        }
    }

    @Test
    void a_good_key_without_the_subscription_is_not_called_wrong() {
        vendor.answers(Recorded.WEATHER, 401, "not_subscribed.json");
        Problem problem = problem(poll(BERLIN).failure());
        assertThat(problem.field()).isEqualTo("app_key");
        assertThat(problem.message())
                .contains("is accepted")
                .contains("subscription does not include")
                .doesNotContain("refused");
    }

    @Test
    void too_many_calls_are_the_vendors_wish_to_wait() {
        vendor.answers(Recorded.WEATHER, 429, "too_many_calls.json");
        assertThat(poll(BERLIN).failure()).containsInstanceOf(Failure.Throttled.class);
    }

    @Test
    void an_answer_that_nobody_expects_is_shown_without_the_key() {
        vendor.answers(Recorded.WEATHER, 404, "city_not_found.json");
        assertThat(poll(BERLIN).failure()).hasValueSatisfying(failure -> {
            assertThat(failure).isInstanceOf(Failure.Puzzled.class);
            assertThat(failure.toString()).contains("city not found").doesNotContain("s3cret");
        });
    }

    @Test
    void a_city_is_looked_up_once_and_gives_the_thing_its_name() {
        vendor.answers(Recorded.GEOCODING, 200, "berlin_found.json");
        try (Trial trial = trial(Map.of("city", " Berlin , DE"))) {
            Round first = trial.round();
            assertThat(thing(first).name()).isEqualTo("Berlin");
            assertThat(thing(first).id()).isEqualTo("52.52,13.39");
            assertThat(trial.round().things()).isEqualTo(first.things());
        }
        assertThat(vendor.asked(Recorded.GEOCODING)).isEqualTo(1);
        assertThat(vendor.calls().getFirst().query("q")).contains("Berlin,DE");
    }

    @Test
    void what_was_remembered_of_another_city_is_not_used() {
        vendor.answers(Recorded.GEOCODING, 200, "berlin_found.json");
        try (Trial trial = trial(Map.of("city", "Berlin,DE"))) {
            Map.of("city", "Paris,FR", "latitude", "48.86", "longitude", "2.32", "name", "Paris")
                    .forEach(trial.context().memory()::put);
            assertThat(thing(trial.round()).id()).isEqualTo("52.52,13.39");
            trial.round();
        }
        assertThat(vendor.asked(Recorded.GEOCODING)).isEqualTo(1);
    }

    @Test
    void a_city_that_nobody_knows_is_the_developers_to_correct() {
        vendor.answers(Recorded.GEOCODING, 200, "nothing_found.json");
        Round round = poll(Map.of("city", "Atlantis"));
        assertThat(round.things()).isEmpty();
        assertThat(problem(round.failure()).field()).isEqualTo("city");
        assertThat(vendor.asked(Recorded.WEATHER)).isZero();
    }

    @Test
    void the_forecast_is_read_at_the_steps_nearest_to_3_and_24_hours_from_now() {
        vendor.answers(Recorded.FORECAST, 200, "forecast.json");
        Round round = poll(with("forecast"));
        assertThat(thing(round).components())
                .extracting(Component::id)
                .containsExactly("current", "forecast_3h", "forecast_24h");
        assertThat(values(round, "forecast_3h"))
                .containsEntry("temperature", "4.9")
                .containsEntry("precipitation_probability", "57")
                .containsEntry("condition", "light rain");
        assertThat(values(round, "forecast_24h"))
                .containsEntry("temperature", "12.3")
                .containsEntry("precipitation_probability", "0");
        assertThat(values(round, "current")).containsEntry("temperature", "6.84");
    }

    @Test
    void a_forecast_that_does_not_reach_far_enough_is_absent() {
        vendor.answers(Recorded.FORECAST, 200, "forecast.json");
        try (Trial trial = trial(with("forecast"))) {
            trial.clock().advance(Duration.ofHours(12));
            Round round = trial.round();
            assertThat(values(round, "forecast_24h").values()).containsOnly("");
            assertThat(round.failure()).isEmpty();
        }
    }

    @Test
    void air_pollution_is_read_in_micrograms_with_its_own_time() {
        vendor.answers(Recorded.AIR_POLLUTION, 200, "air_pollution.json");
        Round round = poll(with("air_pollution"));
        assertThat(values(round, "air"))
                .isEqualTo(Map.of(
                        "air_quality_index", "2",
                        "carbon_monoxide", "201.94",
                        "nitrogen_monoxide", "0.02",
                        "nitrogen_dioxide", "0.77",
                        "ozone", "68.66",
                        "sulphur_dioxide", "0.64",
                        "pm2_5", "0.5",
                        "pm10", "0.54",
                        "ammonia", "0.12"));
        assertThat(round.readings().getLast().at()).isEqualTo(Instant.parse("2024-04-25T16:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_subscribed.json", "key_refused.json"})
    void a_product_that_the_key_does_not_include_is_left_out_and_asked_for_again_after_a_day(String refusal) {
        vendor.answers(Recorded.FORECAST, 401, refusal);
        try (Trial trial = trial(with("forecast"))) {
            Round round = trial.round();
            assertThat(round.failure()).isEmpty();
            assertThat(thing(round).components()).extracting(Component::id).containsExactly("current");
            trial.clock().advance(Duration.ofHours(23));
            trial.round();
            assertThat(vendor.asked(Recorded.FORECAST)).isEqualTo(1);

            vendor.answers(Recorded.FORECAST, 200, "forecast.json");
            trial.clock().advance(Duration.ofHours(1));
            assertThat(thing(trial.round()).components())
                    .extracting(Component::id)
                    .contains("forecast_3h");
        }
    }

    @Test
    void a_product_that_fails_does_not_keep_current_weather_back() {
        vendor.answers(Recorded.FORECAST, 500, "nothing_found.json")
                .answers(Recorded.AIR_POLLUTION, 200, "air_pollution.json");
        Map<String, Object> both = with("forecast");
        both.put("air_pollution", true);
        Round round = poll(both);
        assertThat(round.failure()).containsInstanceOf(Failure.Unavailable.class);
        assertThat(thing(round).components())
                .extracting(Component::id)
                .containsExactly("current", "forecast_3h", "forecast_24h", "air");
        assertThat(values(round, "current")).containsEntry("temperature", "6.84");
        assertThat(values(round, "forecast_3h")).isEmpty();
        assertThat(values(round, "air")).containsEntry("air_quality_index", "2");
    }

    private Round poll(Map<String, Object> client) {
        try (Trial trial = trial(client)) {
            return trial.round();
        }
    }

    private Trial trial(Map<String, Object> client) {
        Trial trial = Trial.of(new OpenWeatherMapConnector(), vendor, Map.of("app_key", "s3cret"), client);
        trial.clock().set(MEASURED);
        return trial;
    }

    private static Map<String, Object> with(String flag) {
        Map<String, Object> client = new HashMap<>(BERLIN);
        client.put(flag, true);
        return client;
    }

    private static Thing thing(Round round) {
        List<Thing> things = round.things().orElseThrow();
        assertThat(things).hasSize(1);
        return things.getFirst();
    }

    private static Map<String, String> values(Round round, String component) {
        return round.readings().stream()
                .filter(r -> r.componentId().equals(component))
                .collect(Collectors.toMap(Reading::propertyId, r -> r.value().wire()));
    }

    private static Problem problem(Optional<Failure> failure) {
        assertThat(failure).containsInstanceOf(Failure.Misconfigured.class);
        return ((Failure.Misconfigured) failure.orElseThrow()).problems().getFirst();
    }
}
