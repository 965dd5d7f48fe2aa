package io.patchbay.netatmo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Call;
import io.patchbay.thing.Action;
import io.patchbay.thing.Parameter;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import io.patchbay.thing.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What rooms and homes can be asked to do, and the calls that do it. Pure.
final class Steering {
    static final String SET_TARGET_TEMPERATURE = "setTargetTemperature";
    static final String SET_MODE = "setMode";
    private static final String TEMPERATURE = "temperature";
    private static final String MODE = "mode";
    /// An RFC 3339 time. It is a text, so that the temperature is the action's only number.
    private static final String END_TIME = "end_time";

    private static final String MANUAL = "manual";
    private static final String SCHEDULE = "schedule";

    private static final Parameter UNTIL =
            new Parameter(END_TIME, ValueType.STRING, false, Optional.empty(), Optional.empty(), List.of());

    static final List<Action> OF_A_ROOM = List.of(
            new Action(
                    SET_TARGET_TEMPERATURE,
                    "Set the temperature",
                    List.of(Parameter.number(TEMPERATURE, 7, 30), UNTIL)),
            new Action(
                    SET_MODE, "Set the mode", List.of(Parameter.choice(MODE, "home", "max", "off", "frost"), UNTIL)));
    static final List<Action> OF_A_HOME = List.of(
            new Action(SET_MODE, "Set the mode", List.of(Parameter.choice(MODE, SCHEDULE, "away", "frost"), UNTIL)));

    private Steering() {}

    /// What to do about an action.
    sealed interface Step {
        /// @param shows what holds when the call succeeds
        record Do(Call call, List<Reading> shows) implements Step {}

        record Refuse(String why) implements Step {}
    }

    /// @param now readings are of this time, and an end must be later
    static Step room(Home home, Home.Room room, ActionRequest request, Instant now) {
        return switch (end(request, now)) {
            case End.Wrong(String why) -> new Step.Refuse(why);
            case End.At(var end) -> {
                boolean toTemperature = request.actionId().equals(SET_TARGET_TEMPERATURE);
                String word = toTemperature ? MANUAL : text(request, MODE);
                Optional<String> temperature =
                        toTemperature ? Optional.of(text(request, TEMPERATURE)) : Optional.empty();
                Call call = room.byState()
                        ? byState(home, room, vendors(word), temperature, end)
                        : byPoint(home, room, vendors(word), temperature, end);
                String thing = home.thing(room.id());
                yield new Step.Do(
                        call,
                        toTemperature
                                ? List.of(
                                        new Reading(
                                                thing,
                                                NetatmoEnergyThings.HEATING,
                                                NetatmoEnergyThings.TARGET,
                                                value(request, TEMPERATURE),
                                                now),
                                        mode(thing, word, now))
                                // back to the schedule is to a set point that only the vendor knows
                                : word.equals("home") ? List.of() : List.of(mode(thing, word, now)));
            }
        };
    }

    static Step home(Home home, ActionRequest request, Instant now) {
        return switch (end(request, now)) {
            case End.Wrong(String why) -> new Step.Refuse(why);
            case End.At(var end) -> {
                String word = text(request, MODE);
                if (word.equals(SCHEDULE) && end.isPresent()) {
                    yield new Step.Refuse("a schedule has no end: leave out " + END_TIME);
                }
                Map<String, String> form = new LinkedHashMap<>();
                form.put("home_id", home.id());
                form.put("mode", vendors(word));
                end.ifPresent(time -> form.put("endtime", Long.toString(time.getEpochSecond())));
                yield new Step.Do(Call.form("/api/setthermmode", form), List.of(mode(home.id(), word, now)));
            }
        };
    }

    private static Call byPoint(
            Home home, Home.Room room, String mode, Optional<String> temperature, Optional<Instant> end) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("home_id", home.id());
        form.put("room_id", room.id());
        form.put("mode", mode);
        temperature.ifPresent(t -> form.put("temp", t));
        end.ifPresent(time -> form.put("endtime", Long.toString(time.getEpochSecond())));
        return Call.form("/api/setroomthermpoint", form);
    }

    /// Smarther and OpenTherm thermostats know no other way.
    private static Call byState(
            Home home, Home.Room room, String mode, Optional<String> temperature, Optional<Instant> end) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode inHome = body.putObject("home").put("id", home.id());
        ObjectNode inRoom = inHome.putArray("rooms").addObject().put("id", room.id());
        inRoom.put("therm_setpoint_mode", mode);
        temperature.ifPresent(t -> inRoom.put("therm_setpoint_temperature", new java.math.BigDecimal(t)));
        end.ifPresent(time -> inRoom.put("therm_setpoint_end_time", time.getEpochSecond()));
        return Call.of("POST", "/api/setstate").body(body.toString(), "application/json");
    }

    private static Reading mode(String thing, String word, Instant now) {
        return new Reading(thing, NetatmoEnergyThings.HEATING, NetatmoEnergyThings.MODE, Value.of(word), now);
    }

    private static String vendors(String word) {
        return word.equals("frost") ? "hg" : word;
    }

    private sealed interface End {
        record At(Optional<Instant> time) implements End {}

        record Wrong(String why) implements End {}
    }

    private static End end(ActionRequest request, Instant now) {
        Value given = request.parameters().get(END_TIME);
        if (given == null) {
            return new End.At(Optional.empty());
        }
        try {
            Instant time = Instant.parse(given.wire().strip().toUpperCase(Locale.ROOT));
            return time.isAfter(now)
                    ? new End.At(Optional.of(time))
                    : new End.Wrong(END_TIME + " is past: give a time to come, or leave it out");
        } catch (DateTimeException e) {
            return new End.Wrong(END_TIME + " is no RFC 3339 time: write it like 2031-03-04T17:30:00+01:00");
        }
    }

    private static String text(ActionRequest request, String name) {
        return value(request, name).wire();
    }

    private static Value value(ActionRequest request, String name) {
        Value value = request.parameters().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the request lacks the parameter " + name);
        }
        return value;
    }
}
