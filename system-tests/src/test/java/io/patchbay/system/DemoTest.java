package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.simulators.Demo;
import io.patchbay.simulators.DemoReceiver;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.simulators.OpenMeteoSimulator;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Duration UPDATE = Duration.ofMinutes(10);
    private static final String TEMPERATURE = " +-?\\d+(\\.\\d+)? °C";

    @Test
    void the_demo_shows_the_temperatures_of_all_its_customers_and_can_be_run_again() throws Exception {
        try (OpenWeatherMapSimulator weather = new OpenWeatherMapSimulator(0, InstantSource.system(), UPDATE);
                OpenMeteoSimulator meteo = new OpenMeteoSimulator(0, InstantSource.system(), UPDATE);
                NetatmoSimulator netatmo = new NetatmoSimulator(0, InstantSource.system(), UPDATE);
                DemoReceiver receiver = new DemoReceiver(0, InstantSource.system());
                Service service = new Service()
                        .with(Api.WEATHER, weather)
                        .with("open-meteo", meteo)
                        .with("netatmo", netatmo)) {
            service.start();
            for (int i = 0; i < 2; i++) {
                String printed = demo(service, receiver);
                assertThat(printed)
                        .containsPattern("anna +Berlin,DE" + TEMPERATURE)
                        .containsPattern("leif +North Atlantic" + TEMPERATURE)
                        .containsPattern("mia +Berlin" + TEMPERATURE)
                        .containsPattern("nora .*" + TEMPERATURE)
                        .contains("TOKEN=");
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> receiver.received() > 0);
        }
    }

    /// What the program prints until it ends by itself.
    static String demo(Service service, DemoReceiver receiver) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        credentials(service).toString()))
                .redirectErrorStream(true);
        builder.environment().putAll(service.settings());
        builder.environment().put("PATCHBAY_DEMO_RECEIVER", receiver.url().toString());
        Process demo = builder.start();
        String printed = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).as(printed).isZero();
        return printed;
    }

    /// The file in which it keeps those of its app.
    static Path credentials(Service service) {
        return service.data().resolveSibling("demo.credentials");
    }
}
