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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenWeatherMapSimulatorTest {
    private static final Instant START = Instant.parse("2026-03-01T12:03:00Z");
    private static final String BERLIN = "lat=52.52&lon=13.41";

    private final HandClock clock = new HandClock(START);
    private final OpenWeatherMapSimulator vendor = new OpenWeatherMapSimulator(0, clock, Duration.ofMinutes(10));
    private final HttpClient http = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode json) {}

    @AfterEach
    void close() {
        vendor.close();
        http.close();
    }

    @Test
    void a_wrong_key_and_one_that_is_not_active_yet_are_refused_with_the_same_words() throws Exception {
        vendor.key("fresh", START.plus(Duration.ofHours(2)));
        Answer wrong = ask("/data/2.5/weather?" + BERLIN, "wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("cod").isInt()).isTrue();
        assertThat(wrong.json().path("message").asText()).startsWith("Invalid API key.");
        assertThat(ask("/data/2.5/weather?" + BERLIN, "fresh")).isEqualTo(wrong);
        clock.advance(Duration.ofHours(2));
        assertThat(ask("/data/2.5/weather?" + BERLIN, "fresh").status()).isEqualTo(200);
    }

    @Test
    void a_product_that_is_not_subscribed_is_refused_with_other_words() throws Exception {
        vendor.key("small", START, OpenWeatherMapSimulator.FORECAST);
        Answer refused = ask("/data/2.5/forecast?" + BERLIN, "small");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("message").asText()).contains("separate subscription");
        assertThat(ask("/data/2.5/weather?" + BERLIN, "small").status()).isEqualTo(200);
    }

    @Test
    void calls_beyond_the_plan_wait_for_the_next_minute() throws Exception {
        vendor.callsPerMinute(2);
        assertThat(ask("/data/2.5/weather?" + BERLIN).status()).isEqualTo(200);
        assertThat(ask("/geo/1.0/direct?q=Berlin").status()).isEqualTo(200);
        Answer limited = ask("/data/2.5/weather?" + BERLIN);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.json().path("cod").asInt()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(ask("/data/2.5/weather?" + BERLIN).status()).isEqualTo(200);
    }

    @Test
    void temperatures_and_wind_come_in_the_units_asked_for_and_in_kelvin_otherwise() throws Exception {
        JsonNode standard = ask("/data/2.5/weather?" + BERLIN).json();
        JsonNode metric = ask("/data/2.5/weather?units=metric&" + BERLIN).json();
        JsonNode imperial = ask("/data/2.5/weather?units=imperial&" + BERLIN).json();
        double celsius = metric.at("/main/temp").asDouble();
        assertThat(standard.at("/main/temp").asDouble()).isCloseTo(celsius + 273.15, within(0.011));
        assertThat(imperial.at("/main/temp").asDouble()).isCloseTo(celsius * 1.8 + 32, within(0.011));
        double metres = metric.at("/wind/speed").asDouble();
        assertThat(standard.at("/wind/speed").asDouble()).isEqualTo(metres);
        assertThat(imperial.at("/wind/speed").asDouble()).isCloseTo(metres * 2.236936, within(0.02));
    }

    @Test
    void a_place_that_is_none_is_a_bad_request() throws Exception {
        assertBad("/data/2.5/weather?lat=91&lon=0", "wrong latitude");
        assertBad("/data/2.5/weather?lat=north&lon=0", "wrong latitude");
        assertBad("/data/2.5/forecast?lat=0&lon=-180.5", "wrong longitude");
        assertBad("/data/2.5/air_pollution?lat=0", "wrong longitude");
        assertBad("/data/2.5/weather?units=metric", "Nothing to geocode");
        assertBad("/geo/1.0/direct?limit=1", "Nothing to geocode");
    }

    @Test
    void the_geocoder_knows_cities_by_name_and_country_and_answers_an_empty_list_for_others() throws Exception {
        JsonNode berlin = ask("/geo/1.0/direct?q=berlin,DE&limit=1").json().path(0);
        assertThat(berlin.path("lat").asDouble()).isEqualTo(52.517);
        assertThat(berlin.path("country").asText()).isEqualTo("DE");
        assertThat(ask("/geo/1.0/direct?q=Sao%20Paulo")
                        .json()
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("São Paulo");
        assertThat(ask("/geo/1.0/direct?q=Portland").json()).hasSize(2);
        assertThat(ask("/geo/1.0/direct?q=Portland&limit=1").json()).hasSize(1);
        for (String unknown : List.of("Atlantis", "Berlin,FR")) {
            Answer nothing = ask("/geo/1.0/direct?q=" + unknown);
            assertThat(nothing.status()).isEqualTo(200);
            assertThat(nothing.json()).isEmpty();
            assertThat(nothing.json().isArray()).isTrue();
        }
    }

    @Test
    void a_city_can_be_asked_for_by_name_as_of_old() throws Exception {
        assertThat(ask("/data/2.5/weather?q=Berlin").json().path("name").asText())
                .isEqualTo("Berlin");
        Answer unknown = ask("/data/2.5/weather?q=Atlantis");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("cod").isTextual()).isTrue();
    }

    @Test
    void a_place_at_sea_has_no_name_and_no_country() throws Exception {
        JsonNode sea = ask("/data/2.5/weather?lat=-40&lon=-120").json();
        assertThat(sea.path("name").asText()).isEmpty();
        assertThat(sea.path("sys").has("country")).isFalse();
    }

    @Test
    void what_there_is_not_is_absent_and_not_zero() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int latitude = -80; latitude <= 80; latitude += 10) {
            for (int longitude = -180; longitude <= 180; longitude += 20) {
                JsonNode weather = ask("/data/2.5/weather?lat=" + latitude + "&lon=" + longitude)
                        .json();
                for (String member : List.of("/rain/1h", "/snow/1h", "/wind/gust", "/visibility", "/main/grnd_level")) {
                    JsonNode value = weather.at(member);
                    seen.add(value.isMissingNode() ? "no " + member : member);
                    assertThat(value.isMissingNode() || value.asDouble() > 0)
                            .as(member + " of " + weather)
                            .isTrue();
                }
                assertThat(weather.has("rain") && weather.has("snow")).isFalse();
            }
        }
        assertThat(seen)
                .contains("/rain/1h", "no /rain/1h", "/snow/1h", "no /snow/1h", "/wind/gust", "no /wind/gust")
                .contains("/visibility", "no /visibility", "/main/grnd_level", "no /main/grnd_level");
    }

    @Test
    void weather_moves_with_the_models_and_is_the_same_between_them() throws Exception {
        JsonNode first = ask("/data/2.5/weather?" + BERLIN).json();
        assertThat(first.path("dt").asLong()).isEqualTo(START.getEpochSecond() - 180);
        clock.advance(Duration.ofMinutes(6));
        assertThat(ask("/data/2.5/weather?" + BERLIN).json()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(1));
        JsonNode next = ask("/data/2.5/weather?" + BERLIN).json();
        assertThat(next.path("dt").asLong()).isEqualTo(START.getEpochSecond() + 420);
        assertThat(next.at("/main/temp").asDouble())
                .isNotEqualTo(first.at("/main/temp").asDouble())
                .isCloseTo(first.at("/main/temp").asDouble(), within(3.0));
    }

    @Test
    void it_is_colder_at_the_pole_than_at_the_equator() throws Exception {
        double pole = ask("/data/2.5/weather?units=metric&lat=89&lon=0")
                .json()
                .at("/main/temp")
                .asDouble();
        double equator = ask("/data/2.5/weather?units=metric&lat=0&lon=0")
                .json()
                .at("/main/temp")
                .asDouble();
        assertThat(pole).isLessThan(equator - 20);
    }

    @Test
    void the_sun_is_up_at_noon_and_stays_away_in_the_polar_night() throws Exception {
        clock.set(Instant.parse("2026-12-21T12:00:00Z"));
        JsonNode london = ask("/data/2.5/weather?lat=51.5&lon=0").json().path("sys");
        assertThat(Instant.ofEpochSecond(london.path("sunrise").asLong()))
                .isBetween(Instant.parse("2026-12-21T07:50:00Z"), Instant.parse("2026-12-21T08:20:00Z"));
        assertThat(Instant.ofEpochSecond(london.path("sunset").asLong()))
                .isBetween(Instant.parse("2026-12-21T15:40:00Z"), Instant.parse("2026-12-21T16:10:00Z"));
        assertThat(ask("/data/2.5/weather?lat=80&lon=0")
                        .json()
                        .at("/sys/sunrise")
                        .asLong())
                .isZero();
    }

    @Test
    void a_forecast_has_steps_of_three_hours_and_its_cod_is_a_string() throws Exception {
        JsonNode forecast = ask("/data/2.5/forecast?cnt=9&" + BERLIN).json();
        assertThat(forecast.path("cod").isTextual()).isTrue();
        assertThat(forecast.path("list")).hasSize(9);
        JsonNode first = forecast.path("list").path(0);
        assertThat(first.path("dt_txt").asText()).isEqualTo("2026-03-01 15:00:00");
        assertThat(first.path("pop").asDouble()).isBetween(0.0, 1.0);
        assertThat(ask("/data/2.5/forecast?" + BERLIN).json().path("list")).hasSize(40);
    }

    @Test
    void air_has_an_index_and_its_components() throws Exception {
        JsonNode air =
                ask("/data/2.5/air_pollution?" + BERLIN).json().path("list").path(0);
        assertThat(air.at("/main/aqi").asInt()).isBetween(1, 5);
        assertThat(air.path("components").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("co", "no", "no2", "o3", "so2", "pm2_5", "pm10", "nh3");
    }

    private void assertBad(String path, String message) throws IOException, InterruptedException {
        Answer answer = ask(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("cod").isTextual()).isTrue();
        assertThat(answer.json().path("message").asText()).isEqualTo(message);
    }

    private Answer ask(String path) throws IOException, InterruptedException {
        return ask(path, OpenWeatherMapSimulator.APP_KEY);
    }

    private Answer ask(String path, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(vendor.url() + path + "&appid=" + key))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), new JsonMapper().readTree(response.body()));
    }
}
