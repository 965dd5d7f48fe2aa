package io.patchbay.simulators;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one user of the simulated Netatmo owns: a weather station with a module of each type, a home coach,
/// and a home with a thermostat in one room and a valve in another. From any thread.
public final class NetatmoHousehold {
    static final double SCHEDULED = 19;
    private static final double AWAY = 14;
    private static final double FROST = 7;
    private static final double MOST = 30;

    /// A device that is sold under this type.
    ///
    /// @param name as its owner calls it
    record Device(String id, String type, String name) {}

    /// @param mode `schedule`, `manual`, `max`, `off` or `hg`
    /// @param since when it was set
    /// @param end Unix seconds; 0 for none
    record SetPoint(String mode, double target, Instant since, long end) {}

    private static final class Room {
        final String id;
        final String name;
        final String module;
        SetPoint point = new SetPoint("schedule", SCHEDULED, Instant.EPOCH, 0);
        double before = SCHEDULED;

        Room(String id, String name, String module) {
            this.id = id;
            this.name = name;
            this.module = module;
        }
    }

    /// A room as it is now.
    ///
    /// @param before the set point before the present one, from which it warms or cools
    record Look(String id, String name, String module, SetPoint point, double before, boolean reachable) {}

    final String home;
    final double latitude;
    final double longitude;
    final String city;
    final String country;
    private final Map<String, Device> devices = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final List<Room> rooms = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();
    private String thermMode = "schedule";

    /// The same for the same user, in every run.
    NetatmoHousehold(String user) {
        int seed = user.hashCode() & 0xffffff;
        Atlas.City place = Atlas.any(seed);
        latitude = place.latitude();
        longitude = place.longitude();
        city = place.name();
        country = place.country();
        home = String.format(Locale.ROOT, "5f%022x", seed);
        add("70:ee:50", seed, "NAMain", "Indoor");
        add("02:00:00", seed, "NAModule1", "Garden");
        add("06:00:00", seed, "NAModule2", "Roof");
        add("05:00:00", seed, "NAModule3", "Lawn");
        add("03:00:00", seed, "NAModule4", "Study");
        add("70:ee:51", seed, "NHC", "Nursery");
        add("70:ee:52", seed, "NAPlug", "Relay");
        rooms.add(new Room("1" + seed, "Living room", add("04:00:00", seed, "NATherm1", "Thermostat")));
        rooms.add(new Room("2" + seed, "Bedroom", add("09:00:00", seed, "NRV", "Valve")));
    }

    private String add(String prefix, int seed, String type, String name) {
        String id = String.format(
                Locale.ROOT, "%s:%02x:%02x:%02x", prefix, seed >> 16 & 0xff, seed >> 8 & 0xff, seed & 0xff);
        devices.put(id, new Device(id, type, name));
        order.add(id);
        return id;
    }

    /// The home's id.
    public String home() {
        return home;
    }

    /// The id of the device of this type.
    ///
    /// @param type `NAMain`, `NAModule1` to `NAModule4`, `NHC`, `NAPlug`, `NATherm1` or `NRV`
    public synchronized String device(String type) {
        return devices.values().stream()
                .filter(d -> d.type().equals(type))
                .map(Device::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + type + " here"));
    }

    /// The ids of the rooms.
    public synchronized List<String> rooms() {
        return rooms.stream().map(r -> r.id).toList();
    }

    /// A device is out of reach from now on, a relay with all that talks through it.
    public synchronized void lose(String device) {
        lost.add(device);
    }

    public synchronized void find(String device) {
        lost.remove(device);
    }

    public synchronized void rename(String device, String name) {
        devices.computeIfPresent(device, (id, d) -> new Device(id, d.type(), name));
    }

    /// Its owner takes a device out of his account; a room goes with its last one.
    public synchronized void remove(String device) {
        devices.remove(device);
        order.remove(device);
        rooms.removeIf(r -> r.module.equals(device));
    }

    /// The owner sells everything.
    public synchronized void clear() {
        List.copyOf(order).forEach(this::remove);
    }

    /// The set point of a room, in °C.
    public synchronized double target(String room) {
        return rooms.stream()
                .filter(r -> r.id.equals(room))
                .map(r -> r.point.target())
                .findFirst()
                .orElseThrow();
    }

    synchronized boolean reached(String device) {
        Device known = devices.get(device);
        boolean bridged = known != null
                && (known.type().equals("NATherm1") || known.type().equals("NRV"));
        return !lost.contains(device)
                && !(bridged
                        && devices.values().stream().anyMatch(d -> d.type().equals("NAPlug") && lost.contains(d.id())));
    }

    synchronized List<Device> of(String... types) {
        Set<String> wanted = Set.of(types);
        return order.stream()
                .map(devices::get)
                .filter(d -> d != null && wanted.contains(d.type()))
                .toList();
    }

    synchronized String mode() {
        return thermMode;
    }

    /// The rooms as they are; a set point whose time is over is back at the schedule's.
    synchronized List<Look> looks(Instant now) {
        List<Look> looks = new ArrayList<>();
        for (Room room : rooms) {
            long end = room.point.end();
            if (end > 0 && now.getEpochSecond() >= end) {
                set(room, "schedule", scheduled(), Instant.ofEpochSecond(end), 0);
            }
            looks.add(new Look(room.id, room.name, room.module, room.point, room.before, reached(room.module)));
        }
        return looks;
    }

    /// @param mode `manual`, `max`, `off`, `hg` or `home`
    /// @return whether there is such a room and mode
    synchronized boolean turn(String id, String mode, double temperature, long end, Instant now) {
        Optional<Room> room = rooms.stream().filter(r -> r.id.equals(id)).findFirst();
        if (room.isEmpty()) {
            return false;
        }
        switch (mode) {
            case "manual" -> set(room.get(), mode, temperature, now, end);
            case "max" -> set(room.get(), mode, MOST, now, end);
            case "off", "hg" -> set(room.get(), mode, FROST, now, end);
            case "home" -> set(room.get(), "schedule", scheduled(), now, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// @param mode `schedule`, `away` or `hg`
    /// @return whether there is such a mode
    synchronized boolean turnAll(String mode, Instant now) {
        if (!Set.of("schedule", "away", "hg").contains(mode)) {
            return false;
        }
        thermMode = mode;
        rooms.forEach(room -> set(room, mode, scheduled(), now, 0));
        return true;
    }

    private double scheduled() {
        return switch (thermMode) {
            case "away" -> AWAY;
            case "hg" -> FROST;
            default -> SCHEDULED;
        };
    }

    private static void set(Room room, String mode, double target, Instant now, long end) {
        room.before = room.point.target();
        room.point = new SetPoint(mode, target, now, end);
    }
}
