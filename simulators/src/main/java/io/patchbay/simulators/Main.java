package io.patchbay.simulators;

import io.patchbay.tck.simulator.AuthorizationServer;
import io.patchbay.tck.simulator.Consent;
import io.patchbay.tck.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Starts all simulators, and a receiver of webhooks (`receiver`), and says where they are, one line each: a name, a
/// space, a base URL. They run
/// until the program is ended.
///
/// Arguments are `name=port`, such as `openweathermap=9101`; a simulator that is not named takes a free
/// port. `open-meteo=real` tries the real vendor first, which needs no account: if it answers within 3 s
/// its own address is in the line, and it is not simulated. Environment:
///
/// - `PATCHBAY_SIMULATORS_OPENWEATHERMAP_UPDATE`: how often its weather changes, in seconds (600, as the
///   vendor's)
/// - `PATCHBAY_SIMULATORS_OPENWEATHERMAP_CALLS_PER_MINUTE`: the plan's limit (none)
/// - `PATCHBAY_SIMULATORS_OPENWEATHERMAP_DOWN`: the path of a part of it that does not work, such as
///   `/data/2.5/air_pollution` (none)
/// - `PATCHBAY_SIMULATORS_NETATMO_UPDATE`: how often its stations upload, in seconds (600, as the vendor's)
/// - `PATCHBAY_SIMULATORS_NETATMO_TOKEN_SECONDS`: how long its access tokens live (10800, as the vendor's)
/// - `PATCHBAY_SIMULATORS_NETATMO_CONSENT`: what its users do: `asked` on a page (so unless set), `given`,
///   `refused`
/// - `PATCHBAY_SIMULATORS_OPEN_METEO_UPDATE`: how often its weather changes, in seconds (900, as the
///   vendor's)
public final class Main {
    private static final String OPENWEATHERMAP = "openweathermap";
    private static final String OPEN_METEO = "open-meteo";
    private static final String NETATMO = "netatmo";
    private static final String RECEIVER = "receiver";
    private static final List<String> NAMES = List.of(OPENWEATHERMAP, OPEN_METEO, NETATMO, RECEIVER);
    private static final String REAL = "real";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, String> wanted;
    private final Map<String, String> environment;

    private Main(Map<String, String> wanted, Map<String, String> environment) {
        this.wanted = wanted;
        this.environment = environment;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> wanted = new HashMap<>();
        for (String argument : arguments) {
            if (!argument.matches("(" + String.join("|", NAMES) + ")=\\d{1,5}|" + OPEN_METEO + "=" + REAL)) {
                System.err.println("\"" + argument + "\" is neither name=port nor " + OPEN_METEO + "=" + REAL
                        + "; the names are: " + String.join(", ", NAMES));
                System.exit(2);
            }
            String[] parts = argument.split("=", 2);
            wanted.put(parts[0], parts[1]);
        }
        // all lines at once: who reads them need not wait long for the last
        new Main(wanted, System.getenv()).start().forEach((name, url) -> System.out.println(name + " " + url));
        new CountDownLatch(1).await();
    }

    private Map<String, URI> start() throws InterruptedException {
        Map<String, URI> addresses = new LinkedHashMap<>();
        addresses.put(OPENWEATHERMAP, runs(openWeatherMap()));
        boolean real = REAL.equals(wanted.get(OPEN_METEO)) && RealOpenMeteo.answers(RealOpenMeteo.URL, PATIENCE);
        addresses.put(OPEN_METEO, real ? RealOpenMeteo.URL : runs(openMeteo()));
        addresses.put(NETATMO, runs(netatmo()));
        addresses.put(RECEIVER, runs(new DemoReceiver(port(RECEIVER), InstantSource.system())));
        return addresses;
    }

    private Simulator openWeatherMap() {
        var simulator = new OpenWeatherMapSimulator(
                port(OPENWEATHERMAP), InstantSource.system(), update("OPENWEATHERMAP", 600));
        String limit = environment.getOrDefault("PATCHBAY_SIMULATORS_OPENWEATHERMAP_CALLS_PER_MINUTE", "");
        if (!limit.isEmpty()) {
            simulator.callsPerMinute(Integer.parseInt(limit));
        }
        simulator.down(environment.getOrDefault("PATCHBAY_SIMULATORS_OPENWEATHERMAP_DOWN", ""));
        return simulator;
    }

    private Simulator openMeteo() {
        return new OpenMeteoSimulator(port(OPEN_METEO), InstantSource.system(), update("OPEN_METEO", 900));
    }

    private Simulator netatmo() {
        var simulator = new NetatmoSimulator(port(NETATMO), InstantSource.system(), update("NETATMO", 600));
        AuthorizationServer oauth = simulator.authorizationServer();
        oauth.life(Duration.ofSeconds(
                Long.parseLong(environment.getOrDefault("PATCHBAY_SIMULATORS_NETATMO_TOKEN_SECONDS", "10800"))));
        oauth.consent(Consent.valueOf(environment
                .getOrDefault("PATCHBAY_SIMULATORS_NETATMO_CONSENT", "asked")
                .toUpperCase(Locale.ROOT)));
        return simulator;
    }

    private Duration update(String name, int preset) {
        String seconds = environment.getOrDefault("PATCHBAY_SIMULATORS_" + name + "_UPDATE", "" + preset);
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private int port(String name) {
        String port = wanted.getOrDefault(name, "0");
        return port.equals(REAL) ? 0 : Integer.parseInt(port);
    }

    private static URI runs(Simulator simulator) {
        simulator.record(0);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        return simulator.url();
    }
}
