package io.patchbay.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.tck.HandClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenMeteoSimulatorTest {
    private static final Instant START = Instant.parse("2026-03-01T22:58:30Z");
    private static final String BERLIN = "/v1/forecast?latitude=52.52&longitude=13.41";
    private static final String TWO = "/v1/forecast?latitude=52.52,-33.87&longitude=13.41,151.21";

    private final HandClock clock = new HandClock(START);
    private final OpenMeteoSimulator vendor = new OpenMeteoSimulator(0, clock, Duration.ofMinutes(15));
    private final HttpClient http = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode json) {
        String reason() {
            assertThat(json.path("error").asBoolean()).isTrue();
            return json.path("reason").asText();
        }
    }

    @AfterEach
    void close() {
        vendor.close();
        http.close();
        assertThat(vendor.crash()).isEmpty();
    }

    @Test
    void one_place_is_an_object_and_several_are_an_array_that_numbers_itself_from_the_second_on() throws Exception {
        JsonNode one = ask(BERLIN + "&current=temperature_2m").json();
        assertThat(one.isObject()).isTrue();
        assertThat(one.has("location_id")).isFalse();
        JsonNode two = ask(TWO + "&current=temperature_2m").json();
        assertThat(two).hasSize(2);
        assertThat(two.path(0)).isEqualTo(one);
        assertThat(two.path(1).path("location_id").asInt()).isEqualTo(1);
        assertThat(two.at("/1/current/temperature_2m").isNumber()).isTrue();
    }

    @Test
    void coordinates_are_those_of_the_grid() throws Exception {
        JsonNode answer = ask(BERLIN).json();
        assertThat(answer.path("latitude").asDouble()).isNotEqualTo(52.52).isCloseTo(52.52, within(0.1));
        assertThat(answer.path("longitude").asDouble()).isNotEqualTo(13.41).isCloseTo(13.41, within(0.1));
    }

    @Test
    void members_come_in_the_vendors_order() throws Exception {
        List<String> names = new ArrayList<>();
        ask(BERLIN + "&current=temperature_2m&daily=weather_code")
                .json()
                .fieldNames()
                .forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "latitude",
                        "longitude",
                        "generationtime_ms",
                        "utc_offset_seconds",
                        "timezone",
                        "timezone_abbreviation",
                        "elevation",
                        "current_units",
                        "current",
                        "daily_units",
                        "daily");
    }

    @Test
    void times_are_quarters_of_an_hour_local_without_a_zone_or_in_unix_seconds() throws Exception {
        JsonNode iso = ask(BERLIN + "&current=temperature_2m&timezone=auto").json();
        assertThat(iso.at("/current/time").asText()).isEqualTo("2026-03-01T23:45");
        assertThat(iso.at("/current/interval").asInt()).isEqualTo(900);
        JsonNode unix = ask(BERLIN + "&current=temperature_2m&timezone=auto&timeformat=unixtime")
                .json();
        assertThat(unix.at("/current/time").asLong())
                .isEqualTo(Instant.parse("2026-03-01T22:45:00Z").getEpochSecond());
        assertThat(unix.path("utc_offset_seconds").asInt()).isEqualTo(3_600);
    }

    @Test
    void days_begin_at_the_places_own_midnight() throws Exception {
        JsonNode answer = ask(BERLIN + "&daily=temperature_2m_max,temperature_2m_min&forecast_days=2&timezone=auto")
                .json();
        assertThat(answer.at("/daily/time")).hasToString("[\"2026-03-01\",\"2026-03-02\"]");
        assertThat(answer.at("/daily/temperature_2m_max/1").asDouble())
                .isGreaterThan(answer.at("/daily/temperature_2m_min/1").asDouble());
    }

    @Test
    void winds_come_in_kilometres_per_hour_unless_asked_otherwise() throws Exception {
        JsonNode usual = ask(BERLIN + "&current=wind_speed_10m").json();
        JsonNode metres =
                ask(BERLIN + "&current=wind_speed_10m&wind_speed_unit=ms").json();
        assertThat(usual.at("/current_units/wind_speed_10m").asText()).isEqualTo("km/h");
        assertThat(metres.at("/current_units/wind_speed_10m").asText()).isEqualTo("m/s");
        assertThat(usual.at("/current/wind_speed_10m").asDouble())
                .isCloseTo(metres.at("/current/wind_speed_10m").asDouble() * 3.6, within(0.03));
    }

    @Test
    void where_there_is_no_value_there_is_a_null() throws Exception {
        List<JsonNode> gusts = new ArrayList<>();
        for (int latitude = -80; latitude <= 80; latitude += 10) {
            gusts.add(ask("/v1/forecast?longitude=0&latitude=" + latitude + "&current=wind_gusts_10m")
                    .json()
                    .at("/current/wind_gusts_10m"));
        }
        assertThat(gusts).anyMatch(JsonNode::isNull).anyMatch(JsonNode::isNumber);
    }

    @Test
    void a_bad_request_says_what_is_wrong() throws Exception {
        assertRefused("/v1/forecast", "Parameter 'latitude' and 'longitude' must not be empty");
        assertRefused("/v1/forecast?latitude=99&longitude=0", "Latitude must be in range of -90 to 90°. Given: 99.0.");
        assertRefused("/v1/forecast?latitude=1,2&longitude=0", "must have the same number of elements");
        assertRefused(BERLIN + "&current=foo", "from invalid String value foo.");
        assertRefused(BERLIN + "&daily=foo", "from invalid String value foo.");
        assertRefused(BERLIN + "&forecast_days=17", "Parameter 'forecast_days' is out of allowed range from 0 to 16.");
        assertRefused("/v1/search?name=Berlin&count=0", "Parameter count must be between 1 and 100.");
    }

    @Test
    void a_minute_that_is_used_up_ends_with_the_minute() throws Exception {
        vendor.quota(2, 100, 100);
        assertThat(ask(BERLIN).status()).isEqualTo(200);
        // a bad request counts as well
        assertThat(ask("/v1/forecast").status()).isEqualTo(400);
        Answer refused = ask(BERLIN);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.reason()).isEqualTo("Minutely API request limit exceeded. Please try again in one minute.");
        clock.advance(Duration.ofSeconds(30));
        assertThat(ask(BERLIN).status()).isEqualTo(200);
    }

    @Test
    void an_hour_and_a_day_end_with_themselves() throws Exception {
        vendor.quota(100, 1, 2);
        assertThat(ask(BERLIN).status()).isEqualTo(200);
        assertThat(ask(BERLIN).reason()).startsWith("Hourly");
        clock.advance(Duration.ofMinutes(2));
        assertThat(ask(BERLIN).reason()).startsWith("Daily");
        clock.advance(Duration.ofHours(1));
        assertThat(ask(BERLIN).status()).isEqualTo(200);
    }

    @Test
    void places_and_more_than_ten_variables_weigh_more() throws Exception {
        vendor.quota(5, 100, 100);
        String ten = "&current=" + String.join(",", java.util.Collections.nCopies(10, "temperature_2m"));
        assertThat(ask(TWO + ten).status()).isEqualTo(200);
        assertThat(ask(TWO + ten + "&daily=weather_code").status()).isEqualTo(200);
        // 2 + 2.2 of 5 are used
        assertThat(ask(BERLIN).status()).isEqualTo(200);
        assertThat(ask(BERLIN).status()).isEqualTo(429);
    }

    @Test
    void a_key_is_sent_to_the_host_for_paying_customers() throws Exception {
        assertThat(ask(BERLIN + "&apikey=secret").status()).isEqualTo(302);
    }

    @Test
    void a_city_is_found_in_its_country_and_nothing_found_is_no_list() throws Exception {
        JsonNode found = ask("/v1/search?name=berlin&count=1&countryCode=DE").json();
        assertThat(found.path("results")).hasSize(1);
        assertThat(found.at("/results/0/name").asText()).isEqualTo("Berlin");
        assertThat(found.at("/results/0/latitude").asDouble()).isCloseTo(52.52, within(0.01));
        assertThat(ask("/v1/search?name=berlin&countryCode=FR").json().has("results"))
                .isFalse();
        assertThat(ask("/v1/search?name=b").json().has("results")).isFalse();
    }

    private void assertRefused(String path, String reason) throws IOException, InterruptedException {
        Answer answer = ask(path);
        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.reason()).as(path).contains(reason);
    }

    private Answer ask(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(vendor.url() + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), new JsonMapper().readTree(response.body()));
    }
}
