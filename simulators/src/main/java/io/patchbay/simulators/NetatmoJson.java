package io.patchbay.simulators;

import io.patchbay.simulators.NetatmoHousehold.Device;
import io.patchbay.simulators.NetatmoHousehold.Look;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The vendor's documents about one household, written as text. Values move with the clock and are the same
/// for the same household and time.
final class NetatmoJson {
    private static final double HALF_HOUR = 1_800;

    private final NetatmoHousehold household;
    private final Instant now;
    private final long update;
    private final Noise noise;
    private final Sky sky;

    /// @param update seconds between two uploads of the station
    NetatmoJson(NetatmoHousehold household, Instant now, long update) {
        this.household = household;
        this.now = now;
        this.update = update;
        noise = Noise.at(household.latitude, household.longitude);
        sky = Sky.at(household.latitude, household.longitude, stored());
    }

    /// When the station uploaded last.
    private long stored() {
        return Math.floorDiv(now.getEpochSecond(), update) * update;
    }

    String stations() {
        return devices(household.of("NAMain").stream()
                .map(d -> station(d)
                        + ",\"modules\":["
                        + household.of("NAModule1", "NAModule2", "NAModule3", "NAModule4").stream()
                                .map(this::module)
                                .collect(Collectors.joining(","))
                        + "]}")
                .toList());
    }

    String homeCoaches() {
        return devices(household.of("NHC").stream().map(d -> station(d) + "}").toList());
    }

    private String devices(List<String> devices) {
        return ok("""
                {"devices":[%s],"user":{"mail":"user@example.org","administrative":{"lang":"en","reg_locale":"en-GB",\
                "country":"%s","unit":0,"windunit":0,"pressureunit":0,"feel_like_algo":0}}}""".formatted(String.join(",", devices), household.country));
    }

    /// Without its end.
    private String station(Device device) {
        boolean coach = device.type().equals("NHC");
        int salt = coach ? 40 : 30;
        String values = """
                "Temperature":%s,"CO2":%d,"Humidity":%d,"Noise":%d,"Pressure":%s,"AbsolutePressure":%s,\
                "min_temp":%s,"max_temp":%s,"date_min_temp":%d,"date_max_temp":%d,"temp_trend":"%s","pressure_trend":"%s"%s""".formatted(
                        tenths(21 + 1.5 * noise.of(salt, stored(), 7_200)),
                        Math.round(700 + 300 * noise.of(salt + 1, stored(), 5_400)),
                        Math.round(47 + 8 * noise.of(salt + 2, stored(), 9_000)),
                        Math.round(38 + 5 * noise.of(salt + 3, stored(), 1_200)),
                        tenths(sky.pressure()),
                        tenths(sky.pressure() - 7.4),
                        tenths(19.6),
                        tenths(22.4),
                        stored() - 20_000,
                        stored() - 4_000,
                        trend(noise.of(salt + 4, stored(), 7_200)),
                        trend(noise.of(salt + 5, stored(), 14_400)),
                        coach ? ",\"health_idx\":" + Math.round(1 + noise.of(46, stored(), 20_000)) : "");
        return """
                {"_id":"%s","type":"%s","station_name":"%s"%s,"home_id":"%s","home_name":"Home","date_setup":1544558432,\
                "last_setup":1544558432,"last_status_store":%d,"firmware":181,"wifi_status":%d,"reachable":%s,\
                "co2_calibrating":false,"place":{"altitude":64,"city":"%s","country":"%s","timezone":"UTC",\
                "location":[%s,%s]},"data_type":["Temperature","CO2","Humidity","Noise","Pressure"%s]%s""".formatted(
                        device.id(),
                        device.type(),
                        coach ? device.name() : "Home",
                        coach ? "" : ",\"module_name\":\"" + device.name() + "\"",
                        household.home,
                        stored(),
                        Math.round(60 + 10 * noise.of(salt + 6, stored(), 3_600)),
                        household.reached(device.id()),
                        household.city,
                        household.country,
                        household.longitude,
                        household.latitude,
                        coach ? ",\"health_idx\"" : "",
                        dashboard(device, values));
    }

    private String module(Device device) {
        return switch (device.type()) {
            case "NAModule1" ->
                module(device, 81, "\"Temperature\",\"Humidity\"", """
                        "Temperature":%s,"Humidity":%d,"min_temp":%s,"max_temp":%s,"date_min_temp":%d,\
                        "date_max_temp":%d,"temp_trend":"%s\"""".formatted(
                                tenths(sky.temperature()),
                                sky.humidity(),
                                tenths(sky.temperature() - 3),
                                tenths(sky.temperature() + 2),
                                stored() - 20_000,
                                stored() - 4_000,
                                trend(noise.of(50, stored(), 7_200))));
            case "NAModule2" ->
                module(device, 64, "\"Wind\"", """
                        "WindStrength":%d,"WindAngle":%d,"GustStrength":%d,"GustAngle":%d,"max_wind_str":%d,\
                        "max_wind_angle":%d,"date_max_wind_str":%d""".formatted(
                                Math.round(sky.wind() * 3.6),
                                sky.direction(),
                                Math.round(sky.wind() * 3.6 * 1.5),
                                sky.direction(),
                                Math.round(sky.wind() * 3.6 * 2),
                                sky.direction(),
                                stored() - 4_000));
            case "NAModule3" -> {
                double rain = sky.rain().orElse(0);
                yield module(
                        device,
                        93,
                        "\"Rain\"",
                        "\"Rain\":%s,\"sum_rain_1\":%s,\"sum_rain_24\":%s"
                                .formatted(hundredths(rain / 12), hundredths(rain), hundredths(rain * 5)));
            }
            default ->
                module(device, 42, "\"Temperature\",\"CO2\",\"Humidity\"", """
                        "Temperature":%s,"CO2":%d,"Humidity":%d,"min_temp":18.9,"max_temp":21.7,"date_min_temp":%d,\
                        "date_max_temp":%d,"temp_trend":"%s\"""".formatted(
                                tenths(20 + noise.of(60, stored(), 7_200)),
                                Math.round(650 + 200 * noise.of(61, stored(), 5_400)),
                                Math.round(45 + 6 * noise.of(62, stored(), 9_000)),
                                stored() - 20_000,
                                stored() - 4_000,
                                trend(noise.of(63, stored(), 7_200))));
        };
    }

    private String module(Device device, int battery, String types, String values) {
        return """
                {"_id":"%s","type":"%s","module_name":"%s","last_setup":1544558433,"data_type":[%s],"battery_percent":%d,\
                "battery_vp":5400,"reachable":%s,"firmware":53,"last_message":%d,"last_seen":%d,"rf_status":%d%s}""".formatted(
                        device.id(),
                        device.type(),
                        device.name(),
                        types,
                        battery,
                        household.reached(device.id()),
                        stored(),
                        stored(),
                        Math.round(70 + 8 * noise.of(device.type().hashCode(), stored(), 3_600)),
                        dashboard(device, values));
    }

    /// What is out of reach has no values at all.
    private String dashboard(Device device, String values) {
        return household.reached(device.id())
                ? ",\"dashboard_data\":{\"time_utc\":" + (stored() - 7) + "," + values + "}"
                : "";
    }

    /// What there is in the home, without values; no homes for who has nothing in them.
    String homes() {
        List<Device> devices = household.of("NAPlug", "NATherm1", "NRV", "NAMain");
        if (devices.isEmpty()) {
            return ok("{\"homes\":[]}");
        }
        List<Look> looks = household.looks(now);
        String rooms = looks.stream()
                .map(r -> "{\"id\":\"%s\",\"name\":\"%s\",\"type\":\"livingroom\",\"module_ids\":[\"%s\"]}"
                        .formatted(r.id(), r.name(), r.module()))
                .collect(Collectors.joining(","));
        String modules = devices.stream().map(d -> topology(d, looks)).collect(Collectors.joining(","));
        return ok("""
                {"homes":[{"id":"%s","name":"Home","altitude":64,"coordinates":[%s,%s],"country":"%s","timezone":"UTC",\
                "rooms":[%s],"modules":[%s],"temperature_control_mode":"heating","therm_mode":"%s",\
                "therm_setpoint_default_duration":120,"schedules":[]}],"user":{"email":"user@example.org"}}""".formatted(
                        household.home,
                        household.longitude,
                        household.latitude,
                        household.country,
                        rooms,
                        modules,
                        household.mode()));
    }

    private String topology(Device device, List<Look> looks) {
        String room = looks.stream()
                .filter(r -> r.module().equals(device.id()))
                .map(r -> ",\"room_id\":\"" + r.id() + "\",\"bridge\":\"" + relay() + "\"")
                .findFirst()
                .orElse("");
        return "{\"id\":\"%s\",\"type\":\"%s\",\"name\":\"%s\",\"setup_date\":1544558432%s}"
                .formatted(device.id(), device.type(), device.name(), room);
    }

    private String relay() {
        return household.of("NAPlug").stream().map(Device::id).findFirst().orElse("");
    }

    /// Values of the home. A relay that is out of reach is named in `errors` and missing, with all behind
    /// it.
    String status() {
        String lost = household.of("NAPlug").stream()
                .filter(d -> !household.reached(d.id()))
                .map(d -> "{\"code\":6,\"id\":\"" + d.id() + "\"}")
                .collect(Collectors.joining(","));
        if (!lost.isEmpty()) {
            return ok("{\"errors\":[" + lost + "],\"home\":{\"id\":\"" + household.home + "\"}}");
        }
        List<Look> looks = household.looks(now);
        String rooms = looks.stream().map(this::room).collect(Collectors.joining(","));
        String modules = household.of("NAPlug", "NATherm1", "NRV").stream()
                .map(d -> heating(d, looks))
                .collect(Collectors.joining(","));
        return ok(
                "{\"home\":{\"id\":\"%s\",\"rooms\":[%s],\"modules\":[%s]}}".formatted(household.home, rooms, modules));
    }

    private String room(Look room) {
        double measured = measured(room);
        return """
                {"id":"%s","reachable":%s,"anticipating":false,"heating_power_request":%d,"open_window":false,\
                "therm_measured_temperature":%s,"therm_setpoint_temperature":%s,"therm_setpoint_mode":"%s",\
                "therm_setpoint_start_time":%d,"therm_setpoint_end_time":%d}""".formatted(
                        room.id(),
                        room.reachable(),
                        Math.clamp(Math.round((room.point().target() - measured) * 50), 0, 100),
                        tenths(measured),
                        room.point().target(),
                        room.point().mode(),
                        room.point().since().getEpochSecond(),
                        room.point().end());
    }

    /// A room follows its set point within an hour or two.
    private double measured(Look room) {
        double passed = Math.max(0, now.getEpochSecond() - room.point().since().getEpochSecond());
        double target = Math.max(room.point().target(), 16);
        double from = Math.max(room.before(), 16);
        return target
                + (from - target) * Math.exp(-passed / HALF_HOUR)
                + 0.3 * noise.of(room.id().hashCode(), now.getEpochSecond(), 600);
    }

    private String heating(Device device, List<Look> looks) {
        boolean burns = looks.stream()
                .anyMatch(r -> r.module().equals(device.id())
                        && measured(r) < r.point().target());
        return switch (device.type()) {
            case "NAPlug" -> """
                {"id":"%s","type":"NAPlug","firmware_revision":238,"rf_strength":107,"wifi_strength":62}""".formatted(device.id());
            case "NATherm1" -> """
                {"id":"%s","type":"NATherm1","reachable":%s,"firmware_revision":79,"rf_strength":66,"battery_level":3793,\
                "battery_state":"high","boiler_valve_comfort_boost":false,"boiler_status":%s,"anticipating":false,\
                "bridge":"%s"}""".formatted(device.id(), household.reached(device.id()), burns, relay());
            default -> """
                {"id":"%s","type":"NRV","reachable":%s,"firmware_revision":79,"rf_strength":71,"battery_level":2780,\
                "battery_state":"low","bridge":"%s"}""".formatted(device.id(), household.reached(device.id()), relay());
        };
    }

    private String ok(String body) {
        return "{\"body\":" + body + ",\"status\":\"ok\",\"time_exec\":0.05,\"time_server\":" + now.getEpochSecond()
                + "}";
    }

    private static String trend(double slope) {
        return slope > 0.3 ? "up" : slope < -0.3 ? "down" : "stable";
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
