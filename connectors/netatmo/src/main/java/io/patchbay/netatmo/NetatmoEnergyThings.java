package io.patchbay.netatmo;

import static io.patchbay.netatmo.Row.flag;
import static io.patchbay.netatmo.Row.number;
import static io.patchbay.netatmo.Row.signal;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.patchbay.connector.ConnectorException;
import io.patchbay.http.Json;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// From a home to a thing for itself, one for each heated room and one for each module of the heating.
/// Pure.
final class NetatmoEnergyThings {
    static final String HEATING = "heating";
    static final String MODE = "heating_mode";
    static final String TARGET = "target_temperature";
    private static final String DEVICE = "device";
    private static final String THERMOSTAT_TYPE = "THERMOSTAT";

    private static final List<Row> ROOM = List.of(
            Row.of(PropertyType.TEMPERATURE, "Temperature", number("therm_measured_temperature")),
            Row.of(PropertyType.TARGET_TEMPERATURE, "Set point", number("therm_setpoint_temperature")),
            Row.of(PropertyType.HEATING_MODE, "Mode", object -> mode(text(object, "therm_setpoint_mode"))),
            Row.of(PropertyType.HEATING_POWER, "Requested heating power", number("heating_power_request")),
            Row.of(PropertyType.OPEN_WINDOW, "Open window", flag("open_window")));
    private static final List<Row> HUMID_ROOM = Stream.concat(
                    ROOM.stream(), Stream.of(Row.of(PropertyType.HUMIDITY, "Humidity", number("humidity"))))
            .toList();

    private static final Row RADIO =
            Row.of(PropertyType.SIGNAL_STRENGTH, "Radio signal", signal("rf_strength", 60, 90));
    private static final Row WIFI =
            Row.of(PropertyType.SIGNAL_STRENGTH, "Wi-Fi signal", signal("wifi_strength", 56, 86));
    private static final Row BATTERY = Row.of(PropertyType.BATTERY_LEVEL, "Battery", NetatmoEnergyThings::batteryLevel);
    private static final Row BATTERY_LOW =
            Row.of(PropertyType.BATTERY_LOW, "Battery low", NetatmoEnergyThings::batteryLow);
    private static final Row BOILER = Row.of(PropertyType.HEATING, "Boiler burns", flag("boiler_status"));

    /// Words for a battery and the middle of the range that each stands for.
    private static final Map<String, Integer> BATTERY_STATES =
            Map.of("max", 100, "full", 90, "high", 75, "medium", 50, "low", 25, "very_low", 10);

    private record Kind(String name, String displayType, List<Row> rows) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "NAPlug", new Kind("Relay", "GATEWAY", List.of(WIFI)),
            "OTH", new Kind("OpenTherm relay", "GATEWAY", List.of(WIFI)),
            "NATherm1", new Kind("Thermostat", THERMOSTAT_TYPE, List.of(BOILER, BATTERY, BATTERY_LOW, RADIO)),
            "OTM", new Kind("OpenTherm thermostat", THERMOSTAT_TYPE, List.of(BOILER, BATTERY, BATTERY_LOW, RADIO)),
            "NRV", new Kind("Radiator valve", "RADIATOR_VALVE", List.of(BATTERY, BATTERY_LOW, RADIO)),
            "BNS", new Kind("Smarther thermostat", THERMOSTAT_TYPE, List.of(BOILER, WIFI)));

    static final Set<PropertyType> MAKES = Stream.concat(
                    HUMID_ROOM.stream(), KINDS.values().stream().flatMap(k -> k.rows().stream()))
            .map(Row::type)
            .collect(toUnmodifiableSet());

    private NetatmoEnergyThings() {}

    static boolean knows(String moduleType) {
        return KINDS.containsKey(moduleType);
    }

    static String nameOf(String moduleType) {
        return kind(moduleType).name();
    }

    private static Kind kind(String moduleType) {
        Kind kind = KINDS.get(moduleType);
        if (kind == null) {
            throw new IllegalArgumentException(moduleType + " is not part of a heating");
        }
        return kind;
    }

    /// @param status the answer of `homestatus`; empty if there is none now
    /// @param before what each thing was, for those that nothing is known of now
    /// @param at the vendor's time of its answer
    static Part part(Home home, Optional<Json> status, Map<String, Availability> before, Instant at)
            throws ConnectorException {
        Present present = status.isPresent() ? Present.of(status.get()) : Present.UNKNOWN;
        List<Thing> things = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        Optional<ConnectorException> spoilt = Optional.empty();
        things.add(home(home));
        readings.add(new Reading(home.id(), HEATING, MODE, mode(home.mode()), at));
        Map<String, Availability> reached = new HashMap<>();
        for (Home.Module module : home.modules()) {
            Kind kind = kind(module.type());
            Availability is = present.module(module).orElse(before.getOrDefault(module.id(), Availability.UNKNOWN));
            reached.put(module.id(), is);
            things.add(thing(home, module, kind, is));
            spoilt = spoilt.or(
                    () -> read(readings, present.modules.get(module.id()), module.id(), DEVICE, kind.rows(), at));
        }
        for (Home.Room room : home.rooms()) {
            String id = home.thing(room.id());
            Availability is = present.room(room, reached).orElse(before.getOrDefault(id, Availability.UNKNOWN));
            things.add(thing(home, room, is));
            spoilt = spoilt.or(() -> read(readings, present.rooms.get(room.id()), id, HEATING, rows(room), at));
        }
        return new Part(things, readings, spoilt, Optional.empty());
    }

    /// The energy part of the vendor's words for what steers the heating.
    static Value mode(Optional<String> word) {
        return word.map(w -> Value.of(w.equals("hg") ? "frost" : w)).orElseGet(Value.Absent::new);
    }

    private static List<Row> rows(Home.Room room) {
        return room.humid() ? HUMID_ROOM : ROOM;
    }

    private static Thing home(Home home) {
        Component heating = new Component(
                HEATING,
                "Heating",
                "HEATING_CONTROL",
                Set.of(),
                Row.properties(List.of(Row.of(PropertyType.HEATING_MODE, "Mode", _ -> new Value.Absent()))),
                Steering.OF_A_HOME);
        return new Thing(
                home.id(),
                home.name(),
                "Netatmo",
                "HOME",
                HEATING,
                Availability.AVAILABLE,
                List.of(),
                List.of(heating));
    }

    private static Thing thing(Home home, Home.Room room, Availability status) {
        Component heating = new Component(
                HEATING, "Heating", THERMOSTAT_TYPE, Set.of(), Row.properties(rows(room)), Steering.OF_A_ROOM);
        return new Thing(
                home.thing(room.id()),
                room.name(),
                "Netatmo",
                "ROOM",
                HEATING,
                status,
                List.of(new Attribute("home", home.name())),
                List.of(heating));
    }

    private static Thing thing(Home home, Home.Module module, Kind kind, Availability status) {
        return new Thing(
                module.id(),
                module.name(),
                "Netatmo",
                kind.displayType(),
                DEVICE,
                status,
                List.of(new Attribute("model", module.type()), new Attribute("home", home.name())),
                List.of(Row.component(DEVICE, kind.name(), "DEVICE", kind.rows())));
    }

    /// Adds the readings of one thing, all or none.
    private static Optional<ConnectorException> read(
            List<Reading> readings, @Nullable Json object, String thing, String component, List<Row> rows, Instant at) {
        try {
            if (object != null) {
                readings.addAll(Row.readings(thing, component, rows, object, at));
            }
            return Optional.empty();
        } catch (ConnectorException e) {
            return Optional.of(e);
        }
    }

    private static Value batteryLevel(Json module) throws ConnectorException {
        return Optional.ofNullable(
                        BATTERY_STATES.get(text(module, "battery_state").orElse("")))
                .map(Value::of)
                .orElseGet(Value.Absent::new);
    }

    private static Value batteryLow(Json module) throws ConnectorException {
        Optional<String> state = text(module, "battery_state");
        return state.map(s -> Value.of(s.equals("low") || s.equals("very_low"))).orElseGet(Value.Absent::new);
    }

    private static Optional<String> text(Json object, String key) throws ConnectorException {
        return object.get(key).textIfAny().filter(t -> !t.isBlank());
    }

    /// What `homestatus` says of rooms and modules, by id.
    ///
    /// @param failed ids named in `body.errors`
    /// @param asked whether it was asked at all
    private record Present(Map<String, Json> rooms, Map<String, Json> modules, Set<String> failed, boolean asked) {
        static final Present UNKNOWN = new Present(Map.of(), Map.of(), Set.of(), false);

        static Present of(Json answer) throws ConnectorException {
            Json home = answer.get("body").get("home");
            Set<String> failed = new HashSet<>();
            for (Json error : answer.get("body").get("errors").itemsIfAny()) {
                text(error, "id").ifPresent(failed::add);
            }
            return new Present(byId(home.get("rooms")), byId(home.get("modules")), failed, true);
        }

        private static Map<String, Json> byId(Json list) throws ConnectorException {
            Map<String, Json> found = new HashMap<>();
            for (Json item : list.itemsIfAny()) {
                found.put(item.get("id").text(), item);
            }
            return found;
        }

        /// Empty if nothing is said of it. A relay that is out of reach takes along what talks through it.
        Optional<Availability> module(Home.Module module) throws ConnectorException {
            if (failed.contains(module.id())) {
                return Optional.of(Availability.UNAVAILABLE);
            }
            Json said = modules.get(module.id());
            if (said != null) {
                return Optional.of(reachable(said));
            }
            return module.bridge().filter(failed::contains).map(_ -> Availability.UNAVAILABLE);
        }

        Optional<Availability> room(Home.Room room, Map<String, Availability> reached) throws ConnectorException {
            Json said = rooms.get(room.id());
            if (said != null) {
                return Optional.of(reachable(said));
            }
            boolean lost = asked && room.modules().stream().anyMatch(m -> reached.get(m) == Availability.UNAVAILABLE);
            return lost ? Optional.of(Availability.UNAVAILABLE) : Optional.empty();
        }

        private static Availability reachable(Json said) throws ConnectorException {
            return said.get("reachable").flagIfAny().orElse(true) ? Availability.AVAILABLE : Availability.UNAVAILABLE;
        }
    }
}
