package io.patchbay.openmeteo;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Problem;
import io.patchbay.simulators.OpenMeteoSimulator;
import io.patchbay.tck.Round;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Component;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Documents as the vendor writes them, over real HTTP.
class OpenMeteoClientTest {
    private static final Map<String, Object> BERLIN = Map.of("latitude", 52.5244, "longitude", 13.4105);
    private static final Map<String, Object> CITY = Map.of("city", "Berlin, de");
    private static final Instant MODELLED = Instant.parse("2026-01-31T13:15:00Z");

    private final Recorded vendor = new Recorded().answers(Recorded.FORECAST, "berlin.json");

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
        assertThat(thing.name()).isEqualTo("Weather at 52.52, 13.41");
        assertThat(thing.attributes())
                .containsExactly(
                        new Attribute("latitude", "52.52"),
                        new Attribute("longitude", "13.41"),
                        new Attribute("timezone", "Europe/Berlin"),
                        new Attribute("attribution", "Weather data by Open-Meteo.com, CC BY 4.0"));
        assertThat(thing.components()).extracting(Component::id).containsExactly("current");
        assertThat(round.readings()).extracting(Reading::at).containsOnly(MODELLED);
        assertThat(values(round, "current"))
                .isEqualTo(Map.of(
                        "temperature", "3.4",
                        "apparent_temperature", "-0.7",
                        "humidity", "81",
                        "pressure", "1008.3",
                        "rain", "0.2",
                        "cloud_cover", "100",
                        "wind_speed", "3.51",
                        "wind_direction", "238",
                        "gust_speed", "8.4",
                        "condition", "light rain"));
    }

    @Test
    void winds_are_asked_for_in_metres_per_second_and_times_without_a_zone() {
        poll(BERLIN);
        Request asked = vendor.calls().getFirst();
        assertThat(asked.query("latitude")).contains("52.52");
        assertThat(asked.query("longitude")).contains("13.41");
        assertThat(asked.query("wind_speed_unit")).contains("ms");
        assertThat(asked.query("timeformat")).contains("unixtime");
        assertThat(asked.query("daily")).isEmpty();
    }

    @Test
    void the_forecast_is_that_of_tomorrow() {
        vendor.answers(Recorded.FORECAST, "berlin_tomorrow.json");
        Round round = poll(Map.of("latitude", 52.52, "longitude", 13.41, "forecast", true));
        assertThat(thing(round).components()).extracting(Component::id).containsExactly("current", "tomorrow");
        assertThat(values(round, "tomorrow"))
                .isEqualTo(Map.of(
                        "temperature_max", "6",
                        "temperature_min", "-1.2",
                        "rain_day", "0",
                        "precipitation_probability", "",
                        "condition", "fog"));
        assertThat(vendor.calls().getFirst().query("timezone")).contains("auto");
    }

    @Test
    void what_the_vendor_does_not_have_is_absent_and_a_real_zero_is_zero() {
        vendor.answers(Recorded.FORECAST, "gaps.json");
        assertThat(values(poll(BERLIN), "current"))
                .containsEntry("temperature", "0")
                .containsEntry("rain", "0")
                .containsEntry("cloud_cover", "0")
                .containsEntry("apparent_temperature", "")
                .containsEntry("humidity", "")
                .containsEntry("wind_speed", "")
                .containsEntry("gust_speed", "")
                // a code that the vendor does not document
                .containsEntry("condition", "");
    }

    @Test
    void a_city_is_looked_up_once() {
        vendor.answers(Recorded.SEARCH, "berlin_found.json");
        try (Trial trial = trial(CITY)) {
            assertThat(thing(trial.round()).name()).isEqualTo("Berlin");
            assertThat(thing(trial.round()).id()).isEqualTo("52.52,13.41");
        }
        Request search = vendor.calls().getFirst();
        assertThat(search.query("name")).contains("Berlin");
        assertThat(search.query("countryCode")).contains("DE");
        assertThat(vendor.asked(Recorded.SEARCH)).isEqualTo(1);
        assertThat(vendor.asked(Recorded.FORECAST)).isEqualTo(2);
    }

    @Test
    void an_unknown_city_is_for_the_developer() {
        vendor.answers(Recorded.SEARCH, "nothing_found.json");
        assertThat(poll(CITY).failure())
                .get()
                .isInstanceOfSatisfying(
                        Failure.Misconfigured.class,
                        f -> assertThat(f.problems())
                                .singleElement()
                                .extracting(Problem::field)
                                .isEqualTo("city"));
        assertThat(vendor.asked(Recorded.FORECAST)).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    Minutely API request limit exceeded. Please try again in one minute.,      PT1M
                    Hourly API request limit exceeded. Please try again in the next hour.,     PT54M53S
                    Daily API request limit exceeded. Please try again tomorrow.,              PT18H54M53S
                    Too many concurrent requests,                                              PT5S
                    """)
    void a_used_up_quota_waits_until_the_vendor_counts_anew(String reason, Duration wait) {
        vendor.answers(Recorded.FORECAST, OpenMeteoSimulator.error(429, reason));
        assertThat(poll(BERLIN).failure())
                .contains(new Failure.Throttled(
                        "Open-Meteo wants fewer calls from this service: " + reason, Optional.of(wait)));
    }

    @Test
    void a_limit_in_words_we_do_not_know_leaves_the_wait_to_the_service() {
        vendor.answers(Recorded.FORECAST, OpenMeteoSimulator.error(429, "Slow down"));
        assertThat(poll(BERLIN).failure())
                .get()
                .isInstanceOfSatisfying(
                        Failure.Throttled.class, f -> assertThat(f.retryAfter()).isEmpty());
    }

    @Test
    void a_refused_request_is_for_the_developer_in_the_vendors_words() {
        vendor.answers(
                Recorded.FORECAST,
                OpenMeteoSimulator.error(400, "Latitude must be in range of -90 to 90°. Given: 99.0."));
        assertThat(poll(BERLIN).failure())
                .get()
                .isInstanceOfSatisfying(
                        Failure.Misconfigured.class,
                        f -> assertThat(f.cause()).contains("Latitude must be in range of -90 to 90°"));
    }

    @Test
    void an_error_after_the_answer_has_begun_is_the_vendors_own() {
        vendor.answers(
                Recorded.FORECAST,
                Response.json("{\"latitude\":52.52,\"longitude\":13.419998,\"current_units\":{"
                        + "Unexpected error while streaming data: timeout"));
        assertThat(poll(BERLIN).failure()).get().isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void an_overloaded_vendor_is_unavailable() {
        vendor.answers(Recorded.FORECAST, OpenMeteoSimulator.error(503, "The service is overloaded"));
        assertThat(poll(BERLIN).failure()).get().isInstanceOf(Failure.Unavailable.class);
    }

    private Trial trial(Map<String, Object> configuration) {
        return Trial.of(new OpenMeteoConnector(), vendor, Map.of(), configuration);
    }

    private Round poll(Map<String, Object> configuration) {
        try (Trial trial = trial(configuration)) {
            return trial.round();
        }
    }

    private static Thing thing(Round round) {
        List<Thing> things = round.things().orElseThrow();
        assertThat(things).hasSize(1);
        return things.getFirst();
    }

    private static Map<String, String> values(Round round, String component) {
        return round.readings().stream()
                .filter(reading -> reading.componentId().equals(component))
                .collect(Collectors.toMap(
                        Reading::propertyId, reading -> reading.value().wire()));
    }
}
