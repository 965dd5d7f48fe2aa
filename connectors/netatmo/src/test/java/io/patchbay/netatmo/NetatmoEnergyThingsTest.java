package io.patchbay.netatmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Failure;
import io.patchbay.tck.Outcome;
import io.patchbay.tck.Round;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.thing.Action;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Parameter;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import io.patchbay.thing.ValueType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetatmoEnergyThingsTest {
    private static final String HOME = "5f1e2d3c4b5a69788796a5b4";
    private static final String LIVING_ROOM = HOME + "/2746182631";
    private static final String BEDROOM = HOME + "/3688132631";
    private static final String BATH = HOME + "/100";
    private static final String HALL = HOME + "/101";
    private static final String RELAY = "70:ee:50:00:fa:d0";
    private static final String THERMOSTAT = "04:00:00:01:ae:10";
    private static final String VALVE = "09:00:00:02:01:ae";
    private static final String SMARTHER = "10:20:30:bd:b8:1e";
    private static final Response OK = Response.json("{\"status\":\"ok\",\"time_exec\":0.02}");

    private final Recorded vendor =
            new Recorded().answers(Recorded.HOMES, "homes.json").answers(Recorded.HOME_STATUS, "home_status.json");
    private final Trial trial = vendor.trial();

    @AfterEach
    void stop() {
        trial.close();
        vendor.close();
    }

    @Test
    void homes_heated_rooms_and_what_heats_them_are_things() {
        Round round = trial.round();
        assertThat(round.thrown()).isEmpty();
        assertThat(round.things().orElseThrow())
                .extracting(Thing::id, Thing::name, Thing::displayType, Thing::status)
                .containsExactlyInAnyOrder(
                        tuple(HOME, "Lindenstrasse", "HOME", Availability.AVAILABLE),
                        tuple(RELAY, "Relay", "GATEWAY", Availability.AVAILABLE),
                        tuple(THERMOSTAT, "Thermostat", "THERMOSTAT", Availability.AVAILABLE),
                        tuple(VALVE, "Valve", "RADIATOR_VALVE", Availability.UNAVAILABLE),
                        tuple(SMARTHER, "Smarther", "THERMOSTAT", Availability.AVAILABLE),
                        tuple("m-oth", "OpenTherm relay", "GATEWAY", Availability.AVAILABLE),
                        tuple("m-otm", "Modulating thermostat", "THERMOSTAT", Availability.AVAILABLE),
                        tuple(LIVING_ROOM, "Living room", "ROOM", Availability.AVAILABLE),
                        tuple(BEDROOM, "Bedroom", "ROOM", Availability.UNAVAILABLE),
                        tuple(BATH, "Bath", "ROOM", Availability.AVAILABLE),
                        tuple(HALL, "Hall", "ROOM", Availability.AVAILABLE));
        assertThat(vendor.asked(Recorded.HOME_STATUS))
                .as("a home without heating is not asked")
                .isEqualTo(1);
    }

    @Test
    void a_room_with_a_thermostat() {
        assertThat(values(trial.round(), LIVING_ROOM))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "temperature", "19.8",
                        "target_temperature", "21.5",
                        "heating_mode", "manual",
                        "heating_power", "78",
                        "open_window", "false"));
    }

    @Test
    void a_room_with_a_valve_that_guards_against_frost() {
        assertThat(values(trial.round(), BEDROOM))
                .containsEntry("target_temperature", "7")
                .containsEntry("heating_mode", "frost")
                .containsEntry("open_window", "true");
    }

    @Test
    void a_room_with_a_smarther_has_humidity_and_no_window() {
        assertThat(values(trial.round(), BATH))
                .containsEntry("humidity", "52")
                .containsEntry("heating_mode", "schedule")
                .containsEntry("open_window", "");
    }

    @Test
    void a_thermostat_a_valve_a_relay_and_their_kin() {
        Round round = trial.round();
        assertThat(values(round, THERMOSTAT))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "heating", "true", "battery_level", "75", "battery_low", "false", "signal_strength", "100"));
        assertThat(values(round, VALVE))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("battery_level", "10", "battery_low", "true", "signal_strength", "30"));
        assertThat(values(round, RELAY)).containsExactly(Map.entry("signal_strength", "100"));
        assertThat(values(round, SMARTHER))
                .containsExactlyInAnyOrderEntriesOf(Map.of("heating", "false", "signal_strength", "50"));
        assertThat(values(round, "m-oth")).containsExactly(Map.entry("signal_strength", "100"));
        assertThat(values(round, "m-otm")).containsEntry("battery_level", "90").containsEntry("heating", "false");
    }

    @Test
    void a_homes_mode() {
        assertThat(values(trial.round(), HOME)).containsExactly(Map.entry("heating_mode", "schedule"));
    }

    @Test
    void errors_in_a_good_answer_concern_only_the_devices_they_name() {
        trial.round();
        vendor.answers(Recorded.HOME_STATUS, "home_status_relay_lost.json");
        Round round = trial.round();
        assertThat(round.thrown()).isEmpty();
        Map<String, Availability> statuses =
                round.things().orElseThrow().stream().collect(Collectors.toMap(Thing::id, Thing::status));
        assertThat(statuses)
                .containsEntry(RELAY, Availability.UNAVAILABLE)
                .containsEntry(THERMOSTAT, Availability.UNAVAILABLE)
                .containsEntry(VALVE, Availability.UNAVAILABLE)
                .containsEntry(LIVING_ROOM, Availability.UNAVAILABLE)
                .containsEntry(BEDROOM, Availability.UNAVAILABLE)
                .containsEntry(BATH, Availability.AVAILABLE)
                .containsEntry(SMARTHER, Availability.AVAILABLE)
                // of which nothing is said
                .containsEntry("m-otm", Availability.AVAILABLE);
        assertThat(values(round, LIVING_ROOM)).isEmpty();
        assertThat(values(round, BATH)).containsEntry("humidity", "53");
    }

    @Test
    void a_home_that_cannot_be_asked_keeps_its_things() {
        trial.round();
        vendor.answers(Recorded.HOME_STATUS, Response.of(502, "text/html", "<html>Bad Gateway</html>"));
        Round round = trial.round();
        assertThat(round.failure()).get().isInstanceOf(Failure.Unavailable.class);
        assertThat(round.things().orElseThrow())
                .filteredOn(t -> t.id().equals(LIVING_ROOM) || t.id().equals(BEDROOM))
                .extracting(Thing::status)
                .containsExactly(Availability.AVAILABLE, Availability.UNAVAILABLE);
    }

    @Test
    void a_rooms_temperature_is_an_actions_only_number() {
        List<Action> actions = trial.round().things().orElseThrow().stream()
                .filter(t -> t.id().equals(LIVING_ROOM))
                .flatMap(t -> t.components().getFirst().actions().stream())
                .toList();
        assertThat(actions).extracting(Action::id).containsExactly("setTargetTemperature", "setMode");
        assertThat(actions.getFirst().parameters())
                .extracting(Parameter::name, Parameter::type, Parameter::required)
                .containsExactly(
                        tuple("temperature", ValueType.NUMBER, true), tuple("end_time", ValueType.STRING, false));
    }

    @Test
    void a_set_point_goes_to_the_vendor_and_shows_at_once() {
        trial.round();
        vendor.answers("/api/setroomthermpoint", OK);
        var readings = done(act(LIVING_ROOM, "setTargetTemperature", Map.of("temperature", Value.of(22.5))));
        assertThat(readings).containsEntry("target_temperature", "22.5").containsEntry("heating_mode", "manual");
        assertThat(lastForm())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("home_id", HOME, "room_id", "2746182631", "mode", "manual", "temp", "22.5"));
    }

    @Test
    void a_set_point_may_end() {
        vendor.answers("/api/setroomthermpoint", OK);
        act(
                LIVING_ROOM,
                "setTargetTemperature",
                Map.of("temperature", Value.of(20), "end_time", Value.of("2031-01-05T00:00:00+01:00")));
        assertThat(lastForm()).containsEntry("temp", "20").containsEntry("endtime", "1925334000");
    }

    @Test
    void an_end_that_is_past_or_no_time_is_refused_before_anyone_is_called() {
        trial.round();
        for (String end : List.of("2031-01-04T00:00:00Z", "tomorrow", "1925334000")) {
            assertThat(refused(act(
                            LIVING_ROOM,
                            "setTargetTemperature",
                            Map.of("temperature", Value.of(20), "end_time", Value.of(end)))))
                    .contains("end_time");
        }
        assertThat(vendor.asked("/api/setroomthermpoint")).isZero();
    }

    @Test
    void a_room_goes_back_to_its_schedule_whose_set_point_only_the_vendor_knows() {
        vendor.answers("/api/setroomthermpoint", OK);
        assertThat(done(act(LIVING_ROOM, "setMode", Map.of("mode", Value.of("home")))))
                .isEmpty();
        assertThat(lastForm()).containsEntry("mode", "home").doesNotContainKey("temp");
        assertThat(done(act(LIVING_ROOM, "setMode", Map.of("mode", Value.of("frost")))))
                .containsEntry("heating_mode", "frost");
        assertThat(lastForm()).containsEntry("mode", "hg");
    }

    @Test
    void a_smarther_and_an_opentherm_room_are_set_by_their_state() {
        vendor.answers("/api/setstate", OK);
        done(act(
                BATH,
                "setTargetTemperature",
                Map.of("temperature", Value.of(20.5), "end_time", Value.of("2031-01-05T00:00:00+01:00"))));
        assertThat(last().text())
                .isEqualTo("{\"home\":{\"id\":\"" + HOME + "\",\"rooms\":[{\"id\":\"100\",\"therm_setpoint_mode\":"
                        + "\"manual\",\"therm_setpoint_temperature\":20.5,\"therm_setpoint_end_time\":1925334000}]}}");
        done(act(HALL, "setMode", Map.of("mode", Value.of("max"))));
        assertThat(last().text()).contains("\"id\":\"101\",\"therm_setpoint_mode\":\"max\"}");
    }

    @Test
    void a_home_is_set_away_for_a_while() {
        vendor.answers("/api/setthermmode", OK);
        Map<String, Value> away = Map.of("mode", Value.of("away"), "end_time", Value.of("2031-01-05T00:00:00+01:00"));
        assertThat(done(act(HOME, "setMode", away))).containsEntry("heating_mode", "away");
        assertThat(lastForm())
                .containsExactlyInAnyOrderEntriesOf(Map.of("home_id", HOME, "mode", "away", "endtime", "1925334000"));
        assertThat(refused(act(
                        HOME,
                        "setMode",
                        Map.of("mode", Value.of("schedule"), "end_time", Value.of("2031-01-05T00:00:00+01:00")))))
                .contains("end_time");
    }

    @Test
    void an_action_before_the_first_poll_finds_its_room() {
        vendor.answers("/api/setroomthermpoint", OK);
        assertThat(act(LIVING_ROOM, "setTargetTemperature", Map.of("temperature", Value.of(22.5)))
                        .returned())
                .get()
                .isInstanceOf(ActionOutcome.Done.class);
        assertThat(vendor.asked(Recorded.HOMES)).isEqualTo(1);
    }

    @Test
    void what_the_vendor_will_not_do_is_refused_in_its_words() {
        vendor.answers("/api/setroomthermpoint", Recorded.error(400, 21, "Invalid room_id"))
                .answers("/api/setthermmode", Recorded.error(403, 13, "no scope"))
                .answers("/api/setstate", Response.json("""
                        {"body":{"errors":[{"code":23,"message":"Already on","id":"100"}]},"status":"ok"}"""));
        Map<String, Value> warm = Map.of("temperature", Value.of(20));
        assertThat(refused(act(LIVING_ROOM, "setTargetTemperature", warm))).contains("Invalid room_id");
        assertThat(refused(act(HOME, "setMode", Map.of("mode", Value.of("away")))))
                .contains("link");
        assertThat(refused(act(BATH, "setTargetTemperature", warm))).contains("Already on");
        assertThat(refused(act(HOME + "/0", "setTargetTemperature", warm))).contains("no longer");
    }

    @Test
    void a_device_out_of_reach_could_not_be_tried() {
        vendor.answers("/api/setstate", Response.json("{\"body\":{\"errors\":[{\"code\":6,\"id\":\"100\"}]}}"));
        assertThat(act(BATH, "setTargetTemperature", Map.of("temperature", Value.of(20)))
                        .thrown())
                .isPresent();
    }

    @Test
    void nothing_to_change_is_done() {
        vendor.answers("/api/setthermmode", Recorded.error(400, 7, "Nothing to modify"));
        done(act(HOME, "setMode", Map.of("mode", Value.of("schedule"))));
    }

    private Outcome<ActionOutcome> act(String thing, String action, Map<String, Value> parameters) {
        return trial.act(new ActionRequest("r-1", thing, "heating", action, parameters));
    }

    private static Map<String, String> done(Outcome<ActionOutcome> outcome) {
        assertThat(outcome.returned()).as("thrown: %s", outcome.thrown()).get().isInstanceOf(ActionOutcome.Done.class);
        Map<String, String> values = new TreeMap<>();
        if (outcome.returned().orElseThrow() instanceof ActionOutcome.Done(var readings)) {
            readings.forEach(r -> values.put(r.propertyId(), r.value().wire()));
        }
        return values;
    }

    private static String refused(Outcome<ActionOutcome> outcome) {
        assertThat(outcome.returned())
                .as("thrown: %s", outcome.thrown())
                .get()
                .isInstanceOf(ActionOutcome.Refused.class);
        return outcome.returned().orElseThrow() instanceof ActionOutcome.Refused(String reason) ? reason : "";
    }

    private Request last() {
        return vendor.calls().getLast();
    }

    private Map<String, String> lastForm() {
        return last().form().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getFirst()));
    }

    private static Map<String, String> values(Round round, String thing) {
        Map<String, String> values = new TreeMap<>();
        round.readings().stream()
                .filter(r -> r.thingId().equals(thing))
                .forEach(r -> values.put(r.propertyId(), r.value().wire()));
        return values;
    }
}
