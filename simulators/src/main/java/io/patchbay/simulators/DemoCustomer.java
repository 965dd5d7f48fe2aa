package io.patchbay.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// An end customer of the demo.
///
/// @param subject the external subject's id
/// @param connector the technology's `typeId`
/// @param place as people call it
/// @param configuration of the customer's client
record DemoCustomer(String subject, String connector, String place, Map<String, Object> configuration) {
    private static final String WEATHER = "openweathermap";
    private static final String CITY = "city";
    private static final String FORECAST = "forecast";
    private static final String AIR_POLLUTION = "air_pollution";

    /// The customer whose weather is real where there is internet access.
    static final DemoCustomer MIA = new DemoCustomer(
            "mia", "open-meteo", "Berlin", Map.of("latitude", 52.52, "longitude", 13.41, FORECAST, true));

    /// The customer who consented and whose rooms can be heated.
    static final DemoCustomer NORA = new DemoCustomer("nora", "netatmo", "a room of hers", Map.of());

    static final List<DemoCustomer> OPENWEATHERMAP = List.of(
            in("anna", "Berlin,DE"),
            in("bob", "Hamburg,DE"),
            in("chloe", "Paris,FR"),
            in("david", "London,GB"),
            in("einar", "Reykjavik,IS"),
            in("fatima", "Cairo,EG"),
            in("grace", "Nairobi,KE"),
            in("haruki", "Tokyo,JP"),
            in("isabella", "Sao Paulo,BR"),
            new DemoCustomer("jack", WEATHER, "New York,US", Map.of(CITY, "New York,US", FORECAST, true)),
            in("kirra", "Sydney,AU"),
            new DemoCustomer("leif", WEATHER, "North Atlantic", Map.of("latitude", 58.3, "longitude", -30.5)));

    /// Further ones, whose temperatures are not printed.
    static final List<DemoCustomer> MORE = List.of(
            in("marie", "Vienna,AT"),
            in("nils", "Stockholm,SE"),
            in("olga", "Warsaw,PL"),
            in("pedro", "Lisbon,PT"),
            in("quinn", "Dublin,IE"),
            in("rosa", "Madrid,ES"),
            in("signe", "Oslo,NO"),
            in("theo", "Athens,GR"),
            withAir("umar", "Dubai,AE"),
            withAir("vera", "Rome,IT"),
            withAir("wei", "Singapore,SG"));

    /// Of Netatmo, beside [#NORA].
    static final List<String> NETATMO = List.of("olivia", "paul", "rita", "stefan", "tara", "ulla", "victor", "yara");

    /// Who took his consent back.
    static final String OSKAR = "oskar";

    /// The path of the temperature that is shown; empty while there is none.
    ///
    /// @param mappings of the customer's client
    String temperature(JsonNode mappings) {
        for (JsonNode mapping : mappings) {
            // of Netatmo's things the rooms have a slash in their own ids
            boolean room = mapping.path("connector_thing_id").asText().contains("/");
            if (room == equals(NORA)) {
                return "/api/v1/things/" + mapping.path("thing_id").asText() + "/components/"
                        + (room ? "heating" : "current") + "/properties/temperature";
            }
        }
        return "";
    }

    /// What the demo's vendor does not answer just now: [OpenWeatherMapSimulator#AIR_POLLUTION].
    private static DemoCustomer withAir(String subject, String city) {
        return new DemoCustomer(subject, WEATHER, city, Map.of(CITY, city, AIR_POLLUTION, true));
    }

    private static DemoCustomer in(String subject, String city) {
        return new DemoCustomer(subject, WEATHER, city, Map.of(CITY, city));
    }
}
