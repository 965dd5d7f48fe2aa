package io.patchbay.server;

import io.patchbay.server.db.TestDb;
import io.patchbay.simulators.OpenMeteoSimulator;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives a service under test an empty database, a data folder, a known account, simulated weather and places. Use it
/// on each `@QuarkusTest`:
/// `@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)`; all of them then share one
/// service, so they must not depend on what else there is.
public final class FreshDatabase implements QuarkusTestResourceLifecycleManager {
    public static final String EMAIL = "dev@example.org";
    public static final String PASSWORD = "correct horse battery staple";

    private @Nullable TestDb database;
    private @Nullable OpenWeatherMapSimulator weather;
    private @Nullable OpenMeteoSimulator places;

    @Override
    public Map<String, String> start() {
        database = TestDb.fresh();
        weather = new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
        places = new OpenMeteoSimulator(0, InstantSource.system(), Duration.ofMinutes(15));
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "service-");
            return Map.of(
                    "patchbay.database.url",
                    database.url(),
                    "patchbay.data",
                    data.toAbsolutePath().toString(),
                    // receivers under test listen on loopback addresses
                    "patchbay.allow-private-addresses",
                    "true",
                    "patchbay.connectors.openweathermap.base-url",
                    weather.url().toString(),
                    "patchbay.connectors.openweathermap.limits",
                    "off",
                    "patchbay.connectors.open-meteo.base-url",
                    places.url().toString(),
                    "patchbay.stream.heartbeat",
                    "1s",
                    "patchbay.admin.email",
                    EMAIL,
                    "patchbay.admin.password",
                    PASSWORD);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
        if (weather != null) {
            weather.close();
        }
        if (places != null) {
            places.close();
        }
    }
}
