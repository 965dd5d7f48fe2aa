package io.patchbay.simulators;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Starts all simulators and says where they are, one line each: a name, a space, a base URL. They run until
/// the program is ended.
///
/// Arguments are `name=port`, such as `openweathermap=9101`; a simulator that is not named takes a free port.
/// Environment:
///
/// - `PATCHBAY_SIMULATORS_OPENWEATHERMAP_UPDATE`: how often its weather changes, in seconds (600, as the vendor's)
/// - `PATCHBAY_SIMULATORS_OPENWEATHERMAP_CALLS_PER_MINUTE`: the plan's limit (none)
public final class Main {
    private static final String OPENWEATHERMAP = "openweathermap";

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        int port = 0;
        for (String argument : arguments) {
            if (!argument.matches(OPENWEATHERMAP + "=\\d{1,5}")) {
                System.err.println("\"" + argument + "\" is not name=port; the names are: " + OPENWEATHERMAP);
                System.exit(2);
            }
            port = Integer.parseInt(argument.substring(argument.indexOf('=') + 1));
        }
        String update = environment.getOrDefault("PATCHBAY_SIMULATORS_OPENWEATHERMAP_UPDATE", "600");
        var simulator =
                new OpenWeatherMapSimulator(port, InstantSource.system(), Duration.ofSeconds(Long.parseLong(update)));
        String limit = environment.getOrDefault("PATCHBAY_SIMULATORS_OPENWEATHERMAP_CALLS_PER_MINUTE", "");
        if (!limit.isEmpty()) {
            simulator.callsPerMinute(Integer.parseInt(limit));
        }
        simulator.record(0);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        System.out.println(OPENWEATHERMAP + " " + simulator.url());
        new CountDownLatch(1).await();
    }
}
