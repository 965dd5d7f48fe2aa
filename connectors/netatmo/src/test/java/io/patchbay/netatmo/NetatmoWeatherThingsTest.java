package io.patchbay.netatmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.connector.Failure;
import io.patchbay.tck.Round;
import io.patchbay.tck.Trial;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetatmoWeatherThingsTest {
    private static final String STATION = "70:ee:50:1f:3a:02";
    private static final String OUTDOOR = "02:00:00:1f:40:c2";
    private static final String WIND = "06:00:00:03:11:7e";
    private static final String RAIN = "05:00:00:05:2b:9a";
    private static final String INDOOR = "03:00:00:07:bb:3e";

    private final Recorded vendor = new Recorded().answers(Recorded.STATIONS, "stations.json");
    private final Trial trial = vendor.trial();

    @AfterEach
    void stop() {
        trial.close();
        vendor.close();
    }

    @Test
    void every_module_is_a_thing_of_its_own() {
        assertThat(trial.round().things().orElseThrow())
                .extracting(Thing::id, Thing::name, Thing::displayType, Thing::status)
                .containsExactly(
                        tuple(STATION, "Living room", "WEATHER_STATION", Availability.AVAILABLE),
                        tuple(OUTDOOR, "Balcony", "CLIMATE_SENSOR", Availability.AVAILABLE),
                        tuple(WIND, "Roof", "WIND_GAUGE", Availability.AVAILABLE),
                        tuple(RAIN, "Lawn", "RAIN_GAUGE", Availability.AVAILABLE),
                        tuple(INDOOR, "Study", "CLIMATE_SENSOR", Availability.AVAILABLE));
    }

    @Test
    void a_base_station() {
        Round round = trial.round();
        assertThat(values(round, STATION))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "temperature", "21.4",
                        "temperature_trend", "stable",
                        "humidity", "47",
                        "co2", "612",
                        "noise", "36",
                        "pressure", "1015.2",
                        "absolute_pressure", "1010.3",
                        "pressure_trend", "rising",
                        "signal_strength", "100"));
        assertThat(round.things().orElseThrow().getFirst().attributes())
                .contains(
                        new Attribute("model", "NAMain"),
                        new Attribute("station", "Lindenstrasse"),
                        new Attribute("latitude", "52.5186"),
                        new Attribute("longitude", "13.3741"));
    }

    @Test
    void an_outdoor_module() {
        assertThat(values(trial.round(), OUTDOOR))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "temperature", "-3.2",
                        "temperature_trend", "falling",
                        "humidity", "91",
                        "battery_level", "81",
                        "signal_strength", "50"));
    }

    @Test
    void a_wind_gauge_speaks_in_metres_per_second() {
        assertThat(values(trial.round(), WIND))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "wind_speed", "5",
                        "wind_direction", "245",
                        "gust_speed", "10",
                        "gust_direction", "250",
                        "battery_level", "64",
                        "signal_strength", "100"));
    }

    @Test
    void a_rain_gauge() {
        assertThat(values(trial.round(), RAIN))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "rain", "0.101",
                        "rain_hour", "0.606",
                        "rain_day", "7.2",
                        "battery_level", "93",
                        "signal_strength", "0"));
    }

    @Test
    void an_indoor_module_that_has_no_carbon_dioxide_now() {
        assertThat(values(trial.round(), INDOOR))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "temperature", "19.8",
                        "temperature_trend", "rising",
                        "humidity", "44",
                        "co2", "",
                        "battery_level", "42",
                        "signal_strength", "20"));
    }

    @Test
    void a_home_coach() {
        vendor.answers(Recorded.STATIONS, "no_devices.json").answers(Recorded.HOME_COACHES, "home_coaches.json");
        Round round = trial.round();
        assertThat(round.things().orElseThrow())
                .extracting(Thing::name, Thing::status)
                .containsExactly(tuple("Nursery", Availability.AVAILABLE), tuple("Attic", Availability.UNAVAILABLE));
        assertThat(values(round, "70:ee:50:26:69:0c"))
                .containsEntry("health_index", "2")
                .containsEntry("co2", "1430")
                .containsEntry("noise", "41");
        assertThat(values(round, "70:ee:50:26:69:0d")).containsOnlyKeys("signal_strength");
    }

    @Test
    void readings_are_of_the_time_of_measurement() {
        assertThat(trial.round().readings())
                .filteredOn(r -> r.thingId().equals(WIND) && r.propertyId().equals("wind_speed"))
                .extracting(Reading::at)
                .containsExactly(Instant.ofEpochSecond(1_925_265_937L));
    }

    @Test
    void what_is_out_of_reach_or_stale_is_unavailable_and_keeps_its_values() {
        trial.round();
        vendor.answers(Recorded.STATIONS, "stations_in_trouble.json");
        Round round = trial.round();
        assertThat(round.things().orElseThrow())
                .extracting(Thing::id, Thing::status)
                .contains(
                        tuple(STATION, Availability.UNAVAILABLE),
                        tuple(OUTDOOR, Availability.UNAVAILABLE),
                        tuple(WIND, Availability.UNAVAILABLE),
                        // it calls itself reachable, with values of an hour ago
                        tuple(RAIN, Availability.UNAVAILABLE));
        assertThat(values(round, OUTDOOR)).containsOnlyKeys("battery_level", "signal_strength");
        assertThat(values(round, RAIN)).containsEntry("rain", "0");
    }

    @Test
    void a_module_that_was_never_paired_has_no_battery_and_no_signal() {
        vendor.answers(Recorded.STATIONS, "stations_in_trouble.json");
        assertThat(values(trial.round(), WIND))
                .containsExactlyInAnyOrderEntriesOf(Map.of("battery_level", "", "signal_strength", ""));
    }

    @Test
    void what_puzzles_in_one_device_spoils_only_that_one() {
        vendor.answers(Recorded.STATIONS, "stations_in_trouble.json");
        Round round = trial.round();
        assertThat(round.failure()).get().isInstanceOf(Failure.Puzzled.class);
        assertThat(values(round, "70:ee:50:2a:00:11")).isEmpty();
        assertThat(round.things().orElseThrow()).extracting(Thing::name).contains("Office", "Mast");
        assertThat(values(round, "06:00:00:2a:00:12"))
                .containsEntry("wind_speed", "0")
                .containsEntry("wind_direction", "");
    }

    @Test
    void what_is_not_known_yet_is_left_out() {
        vendor.answers(Recorded.STATIONS, "stations_in_trouble.json");
        assertThat(trial.round().things().orElseThrow())
                .extracting(Thing::id)
                .doesNotContain("08:00:00:2a:00:13")
                .hasSize(6);
    }

    @Test
    void a_device_without_a_name_gets_one() {
        vendor.answers(Recorded.STATIONS, "stations_in_trouble.json");
        assertThat(trial.round().things().orElseThrow())
                .extracting(Thing::id, Thing::name)
                .contains(tuple(STATION, "Summer house"), tuple(WIND, "Wind gauge"));
    }

    private static Map<String, String> values(Round round, String thing) {
        Map<String, String> values = new TreeMap<>();
        round.readings().stream()
                .filter(r -> r.thingId().equals(thing))
                .forEach(r -> values.put(r.propertyId(), r.value().wire()));
        return values;
    }
}
