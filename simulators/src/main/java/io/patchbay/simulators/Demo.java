package io.patchbay.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulators.DemoApi.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Makes a running service show something: an app `demo`, its instances, a few dozen customers' clients, among them
/// some who consent at the simulated Netatmo and one who regrets it, and a webhook; over the API and nothing else.
/// Prints what the customers' things say and how to look at them with `curl`. Run again, it finds what it
/// made and makes only what is missing.
///
/// The argument is the file of the app's credentials. Environment: `PATCHBAY_PUBLIC_URL`,
/// `PATCHBAY_ADMIN_EMAIL`, `PATCHBAY_ADMIN_PASSWORD`, `PATCHBAY_CONNECTORS_OPEN_METEO_BASE_URL`,
/// `PATCHBAY_CONNECTORS_NETATMO_BASE_URL`, as the service has them; `PATCHBAY_DEMO_RECEIVER`, the base URL of a
/// [DemoReceiver], if there is one.
public final class Demo {
    private static final Duration FOR_THE_SERVICE = Duration.ofMinutes(5);
    private static final Duration FOR_A_READING = Duration.ofMinutes(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final String SCOPES =
            "connctd.connector connctd.things.read connctd.things.action connctd.subjects.read";
    private static final String NOBODY = "";

    private final DemoApi api;
    private final Map<String, String> environment;
    private final PrintStream out;
    private String seen = "";

    Demo(DemoApi api, Map<String, String> environment, PrintStream out) {
        this.api = api;
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("give one argument: the file in which the demo keeps its app's credentials");
            System.exit(2);
        }
        String base = System.getenv().getOrDefault("PATCHBAY_PUBLIC_URL", "http://localhost:8080");
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (DemoApi api = new DemoApi(base)) {
            new Demo(api, System.getenv(), out).run(Path.of(arguments[0]));
        } catch (IllegalStateException | IOException e) {
            System.err.println("the demo ends here: " + e.getMessage());
            System.exit(1);
        }
    }

    void run(Path credentials) throws IOException, InterruptedException {
        await(
                "the service at " + api.base() + " to be ready",
                FOR_THE_SERVICE,
                () -> Optional.of(api.get("/q/health/ready", NOBODY)).filter(a -> a.status() == 200));
        api.authorize(token(credentials));
        instance("openweathermap", Map.of("app_key", OpenWeatherMapSimulator.APP_KEY, "calls_per_minute", 600));
        for (DemoCustomer customer : DemoCustomer.OPENWEATHERMAP) {
            client(customer);
        }
        for (DemoCustomer customer : DemoCustomer.MORE) {
            client(customer);
        }
        String receiver = environment.getOrDefault("PATCHBAY_DEMO_RECEIVER", "");
        if (!receiver.isEmpty()) {
            new DemoWebhook(api, URI.create(receiver)).open();
        }
        Optional<Shown> mia = mia();
        List<Shown> shown = new ArrayList<>();
        for (DemoCustomer customer : DemoCustomer.OPENWEATHERMAP) {
            shown.add(show(customer));
        }
        mia.ifPresent(shown::add);
        Optional<Shown> nora = nora();
        nora.ifPresent(shown::add);
        print(shown, mia.isPresent());
        nora.ifPresent(this::printHeating);
    }

    /// @param property the path of the temperature
    private record Shown(DemoCustomer customer, String property, String temperature) {}

    private String token(Path file) throws IOException, InterruptedException {
        Optional<DemoCredentials> known = DemoCredentials.read(file);
        if (known.isPresent()) {
            Answer answer = grant(known.get());
            // 401: the file is older than the service's data
            if (answer.status() != 401) {
                return accessToken(answer);
            }
        }
        DemoCredentials made = app();
        made.write(file);
        return accessToken(grant(made));
    }

    private DemoCredentials app() throws IOException, InterruptedException {
        Map<String, String> login = Map.of(
                "email", environment.getOrDefault("PATCHBAY_ADMIN_EMAIL", ""),
                "password", environment.getOrDefault("PATCHBAY_ADMIN_PASSWORD", ""));
        JsonNode session = api.post("/api/v1/auth/login", NOBODY, login)
                .expect("logging in with PATCHBAY_ADMIN_EMAIL and PATCHBAY_ADMIN_PASSWORD", 200);
        api.authorize(session.path("access_token").asText());
        JsonNode app = api.post("/api/v1/apps", NOBODY, Map.of("name", "demo")).expect("creating the app", 201);
        api.post("/api/v1/auth/logout", NOBODY, Map.of());
        return new DemoCredentials(
                app.path("client_id").asText(), app.path("client_secret").asText());
    }

    private Answer grant(DemoCredentials credentials) throws IOException, InterruptedException {
        return api.token(credentials.clientId(), credentials.clientSecret(), SCOPES);
    }

    private static String accessToken(Answer answer) {
        return answer.expect("asking for a token", 200).path("access_token").asText();
    }

    /// The customer of the vendor that may be the real one; then the demo goes on without it.
    private Optional<Shown> mia() throws IOException, InterruptedException {
        try {
            instance(DemoCustomer.MIA.connector(), Map.of());
            client(DemoCustomer.MIA);
            return Optional.of(show(DemoCustomer.MIA));
        } catch (IllegalStateException e) {
            if (simulated()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /// Whoever starts the service gives it the simulator's address only where the real vendor cannot be
    /// reached.
    private boolean simulated() {
        return environment.containsKey("PATCHBAY_CONNECTORS_OPEN_METEO_BASE_URL");
    }

    /// The customers who consent; only where the vendor is simulated, as nobody can consent for a real one.
    private Optional<Shown> nora() throws IOException, InterruptedException {
        String vendor = environment.getOrDefault("PATCHBAY_CONNECTORS_NETATMO_BASE_URL", "");
        DemoNetatmo netatmo = new DemoNetatmo(api, URI.create(vendor));
        if (vendor.isEmpty() || !netatmo.isOffered()) {
            return Optional.empty();
        }
        instance(DemoNetatmo.TYPE, netatmo.instance());
        netatmo.link(DemoCustomer.NORA.subject());
        for (String subject : DemoCustomer.NETATMO) {
            netatmo.link(subject);
        }
        netatmo.linkAndRegret(DemoCustomer.OSKAR);
        return Optional.of(show(DemoCustomer.NORA));
    }

    private void client(DemoCustomer customer) throws IOException, InterruptedException {
        Map<String, ?> body = configured(customer.connector(), customer.configuration());
        api.post("/api/v1/connectors/clients", customer.subject(), body)
                .expect("creating the client of " + customer.subject(), 201, 409);
    }

    private Shown show(DemoCustomer customer) throws InterruptedException {
        return await("the first temperature of " + customer.subject(), FOR_A_READING, () -> look(customer));
    }

    private void instance(String connector, Map<String, ?> configuration) throws InterruptedException {
        Map<String, ?> body = configured(connector, configuration);
        // 503 while the simulators are not up yet
        Answer answer = await(
                "the simulated vendor",
                FOR_A_READING,
                () -> Optional.of(api.post("/api/v1/connectors/instances", NOBODY, body))
                        .filter(a -> a.status() != 503));
        answer.expect("creating the instance", 201, 409);
    }

    private static Map<String, ?> configured(String connector, Map<String, ?> configuration) {
        return Map.of("connector_type_id", connector, "configuration", configuration);
    }

    private Optional<Shown> look(DemoCustomer customer) throws IOException, InterruptedException {
        JsonNode clients = api.get("/api/v1/connectors/clients", customer.subject())
                .expect("listing the clients of " + customer.subject(), 200);
        for (JsonNode link : clients) {
            JsonNode client = api.get(link.path("href").asText(), customer.subject())
                    .expect("reading the client of " + customer.subject(), 200);
            seen = " (" + client.path("status").asText() + " " + client.path("detail") + ")";
            String property = customer.temperature(client.path("mappings"));
            if (client.path("status").asText().equals("STARTED") && !property.isEmpty()) {
                Answer answer = api.get(property, customer.subject());
                String value = answer.json().path("value").asText();
                if (answer.status() == 200 && !value.isEmpty()) {
                    return Optional.of(new Shown(customer, property, value));
                }
            }
        }
        return Optional.empty();
    }

    private void print(List<Shown> shown, boolean mia) {
        out.printf("%n%-10s %-16s %s%n", "subject", "place", "temperature");
        for (Shown s : shown) {
            out.printf(
                    "%-10s %-16s %6s °C%n", s.customer().subject(), s.customer().place(), s.temperature());
        }
        out.println();
        if (simulated()) {
            out.println("There is no internet access, so mia's weather from Open-Meteo is simulated like the others'.");
        } else if (mia) {
            out.println("mia's weather is real: weather data by Open-Meteo.com, CC BY 4.0.");
        } else {
            out.println("Open-Meteo does not answer now, so mia, whose weather would be real, has none yet.");
        }
        Shown first = shown.getFirst();
        String curl = curl(first);
        out.println();
        out.println(
                "Look for yourself. The token is the demo app's, good for an hour; yours belongs into no terminal.");
        out.println("  TOKEN=" + api.token());
        out.println("  " + curl + "/api/v1/connectors/clients");
        out.println("  " + curl + "/api/v1/things");
        out.println("  " + curl + first.property());
        out.println();
    }

    private void printHeating(Shown room) {
        String action = room.property().replace("/properties/temperature", "/actions/setTargetTemperature");
        out.println("nora has linked her Netatmo account. Turn her thermostat, and read its set point back:");
        out.println(
                "  " + curl(room) + action + " -H 'Content-Type: application/json' -d '{\"temperature\":\"22.5\"}'");
        out.println("  " + curl(room) + room.property().replace("/temperature", "/target_temperature"));
        out.println();
        out.println(
                "The console at " + api.base() + " shows all of them: umar, vera and wei, whose vendor fails in part, "
                        + "and oskar, who must consent again.");
        out.println();
        out.println("Connect accounts of your own: the simulated vendors know");
        out.println("  openweathermap  app_key " + OpenWeatherMapSimulator.APP_KEY);
        out.println("  netatmo         client_id " + NetatmoSimulator.CLIENT_ID + ", client_secret "
                + NetatmoSimulator.CLIENT_SECRET);
        out.println();
    }

    private String curl(Shown shown) {
        return "curl -H \"Authorization: Bearer $TOKEN\" -H 'X-External-Subject-Id: "
                + shown.customer().subject() + "' " + api.base();
    }

    /// Tries again and again; a service that is not there yet is no answer.
    private <T> T await(String what, Duration most, Callable<Optional<T>> attempt) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        seen = "";
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> result = attempt.call();
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (IOException e) {
                seen = " (" + e + ")";
            } catch (RuntimeException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        throw new IllegalStateException("waited " + most.toSeconds() + " s in vain for " + what + seen);
    }
}
