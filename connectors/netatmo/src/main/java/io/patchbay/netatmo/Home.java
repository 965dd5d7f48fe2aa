package io.patchbay.netatmo;

import io.patchbay.connector.ConnectorException;
import io.patchbay.http.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A home as `homesdata` has it: what there is, without its values.
///
/// @param mode what steers its heating: `schedule`, `away` or `hg`
/// @param rooms those that are heated
/// @param modules those that heat or control it
record Home(String id, String name, Optional<String> mode, List<Room> rooms, List<Module> modules) {
    Home {
        rooms = List.copyOf(rooms);
        modules = List.copyOf(modules);
    }

    /// @param modules the ids of those in it
    /// @param humid whether its thermostat measures humidity
    /// @param byState whether its set point is changed with `setstate` rather than `setroomthermpoint`
    record Room(String id, String name, Set<String> modules, boolean humid, boolean byState) {}

    /// @param bridge the id of the relay that it talks through, if it needs one
    record Module(String id, String type, String name, Optional<String> bridge) {}

    private static final Set<String> HUMID = Set.of("BNS");
    private static final Set<String> BY_STATE = Set.of("BNS", "OTM");
    private static final Set<String> HEATS_A_ROOM = Set.of("NATherm1", "NRV", "BNS", "OTM");

    static Home of(Json home) throws ConnectorException {
        List<Module> modules = new ArrayList<>();
        List<Json> inRooms = new ArrayList<>();
        for (Json module : home.get("modules").itemsIfAny()) {
            String type = module.get("type").text();
            if (NetatmoEnergyThings.knows(type)) {
                String id = module.get("id").text();
                modules.add(new Module(
                        id,
                        type,
                        text(module, "name").orElse(NetatmoEnergyThings.nameOf(type)),
                        text(module, "bridge")));
                inRooms.add(module);
            }
        }
        List<Room> rooms = new ArrayList<>();
        for (Json room : home.get("rooms").itemsIfAny()) {
            String id = room.get("id").text();
            Set<String> ids = new HashSet<>();
            for (Json module : room.get("module_ids").itemsIfAny()) {
                ids.add(module.text());
            }
            for (Json module : inRooms) {
                if (text(module, "room_id").equals(Optional.of(id))) {
                    ids.add(module.get("id").text());
                }
            }
            List<Module> heating = modules.stream()
                    .filter(m -> ids.contains(m.id()) && HEATS_A_ROOM.contains(m.type()))
                    .toList();
            if (!heating.isEmpty()) {
                rooms.add(new Room(
                        id,
                        text(room, "name").orElse("Room " + id),
                        Set.copyOf(ids),
                        heating.stream().anyMatch(m -> HUMID.contains(m.type())),
                        heating.stream().anyMatch(m -> BY_STATE.contains(m.type()))));
            }
        }
        return new Home(
                home.get("id").text(), text(home, "name").orElse("Home"), text(home, "therm_mode"), rooms, modules);
    }

    /// Whether there is anything to heat with.
    boolean heated() {
        return !modules.isEmpty();
    }

    Optional<Room> room(String room) {
        return rooms.stream().filter(r -> r.id().equals(room)).findFirst();
    }

    /// The thing's id of one of its rooms. Rooms are numbered, and a home's own id has no slash.
    String thing(String room) {
        return id + "/" + room;
    }

    private static Optional<String> text(Json object, String key) {
        return Optional.of(object.node().path(key).asText()).filter(t -> !t.isBlank());
    }
}
