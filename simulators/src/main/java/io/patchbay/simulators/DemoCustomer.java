package io.patchbay.simulators;

import java.util.List;
import java.util.Map;

/// An end customer of the demo.
///
/// @param subject the external subject's id
/// @param place as people call it
/// @param configuration of the customer's client
record DemoCustomer(String subject, String place, Map<String, Object> configuration) {
    private static final String CITY = "city";
    private static final String FORECAST = "forecast";
    private static final String AIR_POLLUTION = "air_pollution";

    static final List<DemoCustomer> ALL = List.of(
            in("anna", "Berlin,DE"),
            in("bob", "Hamburg,DE"),
            in("chloe", "Paris,FR"),
            in("david", "London,GB"),
            in("einar", "Reykjavik,IS"),
            in("fatima", "Cairo,EG"),
            in("grace", "Nairobi,KE"),
            in("haruki", "Tokyo,JP"),
            in("isabella", "Sao Paulo,BR"),
            new DemoCustomer("jack", "New York,US", Map.of(CITY, "New York,US", FORECAST, true)),
            new DemoCustomer("kirra", "Sydney,AU", Map.of(CITY, "Sydney,AU", AIR_POLLUTION, true)),
            new DemoCustomer("leif", "North Atlantic", Map.of("latitude", 58.3, "longitude", -30.5)));

    private static DemoCustomer in(String subject, String city) {
        return new DemoCustomer(subject, city, Map.of(CITY, city));
    }
}
