package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.simulator.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One service that was given every kind of secret and every kind of trouble; then its log, its answers and its
/// data are searched.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecrecyTest {
    private static final Duration UPDATE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Well formed, and refused by the vendor.
    private static final String REFUSED_KEY = "badc0ffee0ddf00dbadc0ffee0ddf00d";

    private final OpenWeatherMapSimulator weather = new OpenWeatherMapSimulator(0, InstantSource.system(), UPDATE);
    private final NetatmoSimulator netatmo = new NetatmoSimulator(0, InstantSource.system(), UPDATE);
    private final Service service = new Service().with(Api.WEATHER, weather).with("netatmo", netatmo);
    private final List<Answer> answers = new ArrayList<>();
    private Api api;
    private Stored before;
    private Stored after;

    @BeforeAll
    void a_service_has_had_a_life() throws Exception {
        service.start();
        api = Api.ofNewApp(service);
        api.weatherInstance();
        String client = api.weatherClient("anna", 52.52, 13.41);
        Clients.awaitStarted(api, client);
        String nora = link();
        before = Stored.of(service);
        netatmo.authorizationServer().expire();
        await("a refresh")
                .atMost(PATIENCE)
                .until(() -> tokens("refresh_token").findAny().isPresent());
        Clients.awaitStarted(api, nora);
        trouble(client, nora);
        mistakes();
        after = Stored.of(service);
    }

    @AfterAll
    void stop() {
        service.close();
        weather.close();
        netatmo.close();
    }

    @Test
    void the_search_finds_what_is_no_secret() {
        assertThat(after.columnsWith("anna")).isNotEmpty();
        assertThat(after.columnsWith(api.id())).isNotEmpty();
        assertThat(after.filesWith("anna")).isNotEmpty();
        assertThat(service.log()).contains("patchbay");
        assertThat(secrets())
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy((name, secret) -> assertThat(secret).as(name).hasSizeGreaterThan(8));
    }

    @Test
    void no_plain_column_holds_a_secret() {
        secrets().forEach((name, secret) -> {
            assertThat(before.columnsWith(secret)).as(name).isEmpty();
            assertThat(after.columnsWith(secret)).as(name).isEmpty();
        });
    }

    @Test
    void no_file_of_the_data_folder_holds_a_secret() {
        secrets().forEach((name, secret) -> {
            assertThat(before.filesWith(secret)).as(name).isEmpty();
            assertThat(after.filesWith(secret)).as(name).isEmpty();
        });
    }

    @Test
    void the_log_holds_no_secret() {
        String log = service.log();
        secrets().forEach((name, secret) -> assertThat(log).as(name).doesNotContain(secret));
    }

    @Test
    void no_answer_repeats_a_secret() {
        assertThat(answers).hasSizeGreaterThan(10);
        secrets()
                .forEach((name, secret) -> assertThat(answers.stream().map(Answer::toString))
                        .as(name)
                        .noneMatch(answer -> answer.contains(secret)));
    }

    /// By what they are.
    private Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("admin's password", Service.PASSWORD);
        secrets.put("app's secret", api.secret());
        secrets.put("app's token", api.token());
        secrets.put("AppKey", OpenWeatherMapSimulator.APP_KEY);
        secrets.put("refused AppKey", REFUSED_KEY);
        secrets.put("Netatmo's client secret", NetatmoSimulator.CLIENT_SECRET);
        tokens("code").forEach(code -> secrets.put("code of a consent", code));
        tokens("refresh_token").forEach(token -> secrets.put("refresh token " + secrets.size(), token));
        netatmo.calls().stream()
                .flatMap(call -> call.header("Authorization").stream())
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()))
                .distinct()
                .forEach(token -> secrets.put("customer's token " + secrets.size(), token));
        return secrets;
    }

    /// What Netatmo's token endpoint was sent.
    private Stream<String> tokens(String field) {
        return netatmo.calls().stream()
                .filter(call -> call.path().equals("/oauth2/token"))
                .flatMap(call -> call.form().getOrDefault(field, List.of()).stream())
                // what it sends to find out whether an app's credentials are accepted
                .filter(token -> !token.equals("none"))
                .distinct();
    }

    /// A customer consents at the simulated vendor.
    ///
    /// @return the client
    private String link() {
        String client = NetatmoCustomers.of(api).link("nora");
        Clients.awaitStarted(api, client);
        return client;
    }

    /// Every failure of a vendor is written somewhere.
    private void trouble(String anna, String nora) {
        for (Fault fault : List.of(Fault.DOWN, Fault.HTML, Fault.WRONG_TYPES, Fault.REFUSED, Fault.UNAUTHORIZED)) {
            weather.faults().set(fault);
            netatmo.faults().set(fault);
            keep("POST", "/connectors/clients/" + anna + "/poll", "anna", "");
            keep("POST", "/connectors/clients/" + nora + "/poll", "nora", "");
            Clients.awaitError(api, anna);
            keep("GET", "/connectors/clients/" + anna, "anna", "");
            keep("GET", "/connectors/clients/" + nora, "nora", "");
            keep("POST", "/connectors/clients/" + nora + "/link", "nora", "");
        }
        weather.faults().recover();
        netatmo.faults().recover();
    }

    /// Every way to send a secret to the wrong place.
    private void mistakes() {
        String key = OpenWeatherMapSimulator.APP_KEY;
        for (String configuration : List.of(
                "{\"app_key\":\"" + REFUSED_KEY + "\"}",
                "{\"app_key\":[\"" + key + "\"]}",
                "{\"app_key\":\"" + key + "\",\"calls_per_minute\":\"" + key + "\"}",
                "{\"app_key\":\"" + key)) {
            keep(
                    "POST",
                    "/connectors/instances",
                    "",
                    "{\"connector_type_id\":\"openweathermap\",\"configuration\":" + configuration + "}");
        }
        keep("POST", "/connectors/instances", "", "{\"app_key\":\"" + key + "\"}");
        keep(
                "POST",
                "/auth/login",
                "",
                "{\"email\":\"" + Service.EMAIL + "\",\"password\":[\"" + Service.PASSWORD + "\"]}");
        keep("POST", "/auth/login", "", "{\"email\":\"nobody@example.org\",\"password\":\"" + Service.PASSWORD + "\"}");
        keep("GET", "/connectors/instances", "", "");
        answers.add(api.token(api.id(), api.secret() + "x"));
        answers.add(api.token(api.secret(), api.id()));
        answers.forEach(
                answer -> assertThat(answer.status()).as(answer.toString()).isNotEqualTo(500));
    }

    private void keep(String method, String path, String subject, String body) {
        try {
            answers.add(api.attempt(method, path, subject, body));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }
}
