package io.patchbay.openmeteo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import io.patchbay.http.Json;
import io.patchbay.tck.Trial;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForecastsTest {
    private static final List<String> PLACES = List.of("52.52,13.41", "52.53,13.42", "-33.87,151.21");

    private final Recorded vendor = new Recorded().answers(Recorded.FORECAST, "three_places.json");
    private final Trial trial =
            Trial.of(new OpenMeteoConnector(), vendor, Map.of(), Map.of("latitude", 52.52, "longitude", 13.41));
    private final List<Call> sent = new ArrayList<>();

    @AfterEach
    void close() {
        trial.close();
        vendor.close();
    }

    @Test
    void many_places_are_one_request_and_each_has_its_own_part_though_they_share_a_cell() throws Exception {
        Map<String, Json> parts = forecasts(false).fetch(http(), PLACES);
        assertThat(vendor.calls()).hasSize(1);
        assertThat(vendor.calls().getFirst().query("latitude")).contains("52.52,52.53,-33.87");
        assertThat(vendor.calls().getFirst().query("longitude")).contains("13.41,13.42,151.21");
        assertThat(temperature(parts, PLACES.get(0))).isEqualTo(3.4);
        assertThat(temperature(parts, PLACES.get(1))).isEqualTo(3.3);
        assertThat(temperature(parts, PLACES.get(2))).isEqualTo(22.9);
    }

    @Test
    void a_single_place_is_no_array() throws Exception {
        vendor.answers(Recorded.FORECAST, "berlin.json");
        Map<String, Json> parts = forecasts(false).fetch(http(), List.of("52.52,13.41"));
        assertThat(temperature(parts, "52.52,13.41")).isEqualTo(3.4);
    }

    @Test
    void a_call_weighs_its_places_and_what_goes_beyond_ten_variables() throws Exception {
        forecasts(false).fetch(http(), PLACES);
        forecasts(true).fetch(http(), PLACES);
        assertThat(sent).extracting(Call::weight).containsExactly(3.0, 4.5);
    }

    @Test
    void an_answer_with_another_number_of_places_is_puzzling() {
        assertThatThrownBy(() -> forecasts(false).fetch(http(), PLACES.subList(0, 2)))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Puzzled.class));
    }

    @Test
    void clients_that_ask_for_the_same_variables_share() {
        assertThat(forecasts(true)).isEqualTo(forecasts(true)).isNotEqualTo(forecasts(false));
    }

    private static Forecasts forecasts(boolean tomorrow) {
        return new Forecasts(tomorrow, InstantSource.system());
    }

    private VendorHttp http() {
        return call -> {
            sent.add(call);
            return trial.context().http().send(call);
        };
    }

    private static double temperature(Map<String, Json> parts, String place) throws ConnectorException {
        return Objects.requireNonNull(parts.get(place), place)
                .get("current")
                .get("temperature_2m")
                .number();
    }
}
