package io.patchbay.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetatmoSimulatorTest {
    private static final List<String> SCOPES = List.of("read_station", "read_thermostat", "write_thermostat");

    private final HandClock clock = new HandClock(Instant.parse("2031-03-04T05:06:07Z"));
    private final NetatmoSimulator netatmo = new NetatmoSimulator(0, clock, Duration.ofMinutes(10));
    private final HttpClient http = HttpClient.newHttpClient();
    private final String token = netatmo.authorizationServer()
            .link("anna", NetatmoSimulator.CLIENT_ID, SCOPES)
            .access();
    private final NetatmoHousehold anna = netatmo.household("anna");

    @AfterEach
    void stop() {
        http.close();
        netatmo.close();
        assertThat(netatmo.crash()).isEmpty();
    }

    @Test
    void tokens_come_in_the_vendors_own_form() throws Exception {
        String refresh = netatmo.authorizationServer()
                .link("bob", NetatmoSimulator.CLIENT_ID, SCOPES)
                .refresh();
        JsonNode answer = post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refresh,
                        "client_id",
                        NetatmoSimulator.CLIENT_ID,
                        "client_secret",
                        NetatmoSimulator.CLIENT_SECRET));
        assertThat(answer.path("scope").isArray()).isTrue();
        assertThat(answer.has("token_type")).isFalse();
        assertThat(answer.path("expire_in").asInt()).isEqualTo(10_800);
        assertThat(answer.path("access_token").asText()).contains("|");
        assertThat(get("/simulator/counts", "").path("refreshes").asInt()).isEqualTo(1);
    }

    @Test
    void a_token_is_refused_with_403_and_a_code() throws Exception {
        assertThat(code(get(NetatmoSimulator.STATIONS, "nonsense"))).isEqualTo(2);
        clock.advance(Duration.ofHours(4));
        assertThat(code(get(NetatmoSimulator.STATIONS, token))).isEqualTo(3);
        assertThat(code(get(
                        NetatmoSimulator.HOME_COACHES,
                        netatmo.authorizationServer()
                                .link("anna", NetatmoSimulator.CLIENT_ID, SCOPES)
                                .access())))
                .isEqualTo(13);
        assertThat(code(get("/api/nothing", token))).isEqualTo(31);
    }

    @Test
    void values_move_with_the_uploads_and_not_between() throws Exception {
        JsonNode first = devices();
        clock.advance(Duration.ofSeconds(1));
        assertThat(devices()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(40));
        assertThat(devices()).isNotEqualTo(first);
        assertThat(first.path(0).path("modules")).hasSize(4);
    }

    @Test
    void users_have_households_of_their_own() throws Exception {
        String bob = netatmo.authorizationServer()
                .link("bob", NetatmoSimulator.CLIENT_ID, SCOPES)
                .access();
        assertThat(get(NetatmoSimulator.STATIONS, bob).findValuesAsText("_id"))
                .doesNotContainAnyElementsOf(
                        get(NetatmoSimulator.STATIONS, token).findValuesAsText("_id"));
        assertThat(code(get(NetatmoSimulator.HOME_STATUS + "?home_id=" + anna.home(), bob)))
                .isEqualTo(21);
    }

    @Test
    void a_set_point_holds_until_its_end() throws Exception {
        String room = anna.rooms().getFirst();
        long end = clock.instant().getEpochSecond() + 600;
        JsonNode done = post(
                NetatmoSimulator.SET_ROOM,
                Map.of("home_id", anna.home(), "room_id", room, "mode", "manual", "temp", "22.5", "endtime", "" + end));
        assertThat(done.path("status").asText()).isEqualTo("ok");
        assertThat(anna.target(room)).isEqualTo(22.5);
        assertThat(room(0).path("therm_setpoint_mode").asText()).isEqualTo("manual");
        double cold = room(0).path("therm_measured_temperature").asDouble();
        clock.advance(Duration.ofMinutes(9));
        assertThat(room(0).path("therm_measured_temperature").asDouble()).isGreaterThan(cold);
        clock.advance(Duration.ofMinutes(1));
        assertThat(room(0).path("therm_setpoint_mode").asText()).isEqualTo("schedule");
        assertThat(room(0).path("therm_setpoint_temperature").asDouble()).isEqualTo(19);
    }

    @Test
    void a_set_point_that_makes_no_sense_is_refused() throws Exception {
        String room = anna.rooms().getFirst();
        for (Map<String, String> wrong : List.of(
                Map.of("room_id", room, "mode", "manual", "temp", "31"),
                Map.of("room_id", room, "mode", "manual", "temp", "warm"),
                Map.of("room_id", room, "mode", "max", "endtime", "soon"),
                Map.of("room_id", room, "mode", "dance"),
                Map.of("room_id", "0", "mode", "max"))) {
            var form = new java.util.HashMap<>(wrong);
            form.put("home_id", anna.home());
            assertThat(code(post(NetatmoSimulator.SET_ROOM, form)))
                    .as("%s", wrong)
                    .isPositive();
        }
        assertThat(code(post(NetatmoSimulator.SET_ROOM, Map.of()))).isEqualTo(10);
        assertThat(anna.target(room)).isEqualTo(19);
    }

    @Test
    void a_home_that_is_away_is_cooler() throws Exception {
        post(NetatmoSimulator.SET_HOME, Map.of("home_id", anna.home(), "mode", "away"));
        assertThat(room(1).path("therm_setpoint_temperature").asDouble()).isEqualTo(14);
        assertThat(get(NetatmoSimulator.HOMES, token).findValuesAsText("therm_mode"))
                .containsExactly("away");
    }

    @Test
    void a_relay_out_of_reach_is_an_error_in_a_good_answer() throws Exception {
        anna.lose(anna.device("NAPlug"));
        JsonNode body = status().path("body");
        assertThat(body.path("errors").path(0).path("code").asInt()).isEqualTo(6);
        assertThat(body.path("home").has("rooms")).isFalse();
        anna.find(anna.device("NAPlug"));
        assertThat(status().path("body").path("home").path("rooms")).hasSize(2);
    }

    @Test
    void a_lost_module_has_no_values() throws Exception {
        anna.lose(anna.device("NAModule3"));
        JsonNode rain = devices().path(0).path("modules").path(2);
        assertThat(rain.path("reachable").asBoolean()).isFalse();
        assertThat(rain.has("dashboard_data")).isFalse();
    }

    @Test
    void who_owns_nothing_gets_empty_lists() throws Exception {
        anna.clear();
        assertThat(devices()).isEmpty();
        assertThat(get(NetatmoSimulator.HOMES, token).path("body").path("homes"))
                .isEmpty();
    }

    @Test
    void too_many_calls_of_a_user_are_refused() throws Exception {
        netatmo.callsPerHour(500);
        for (int i = 0; i < 50; i++) {
            assertThat(code(get(NetatmoSimulator.HOMES, token))).isZero();
        }
        assertThat(code(get(NetatmoSimulator.HOMES, token))).isEqualTo(26);
        clock.advance(Duration.ofSeconds(11));
        assertThat(code(get(NetatmoSimulator.HOMES, token))).isZero();
    }

    @Test
    void a_webhook_is_told_of_a_set_point_that_is_turned_by_hand() throws Exception {
        try (Hook hook = new Hook()) {
            post("/api/addwebhook", Map.of("url", hook.url() + "/in"));
            assertThat(hook.next().text()).contains("webhook_activation");
            netatmo.turnByHand("anna", anna.rooms().getFirst(), 23);
            Request event = hook.next();
            assertThat(event.text()).contains("\"event_type\":\"set_point\"", "\"temperature\":23.0");
            assertThat(event.header("X-Netatmo-secret").orElse("")).matches("[0-9a-f]{64}");
            post("/api/dropwebhook", Map.of());
            assertThat(netatmo.webhooks()).isEmpty();
        }
    }

    @Test
    void a_webhook_may_be_told_twice_and_is_left_alone_for_a_day_after_five_failures() throws Exception {
        try (Hook hook = new Hook()) {
            post("/api/addwebhook", Map.of("url", hook.url() + "/in"));
            hook.next();
            netatmo.tellTwice(true);
            netatmo.turnByHand("anna", anna.rooms().getFirst(), 24);
            assertThat(hook.next().text()).isEqualTo(hook.next().text());
            // A success that is noted late would end the row of failures.
            await().until(() -> netatmo.webhookAnswers("anna").size() == 3);
            netatmo.tellTwice(false);
            hook.faults().set(Fault.DOWN);
            for (int i = 1; i <= 6; i++) {
                netatmo.turnByHand("anna", anna.rooms().getFirst(), 10 + i);
                int answers = 3 + Math.min(i, 5);
                await().until(() -> netatmo.webhookAnswers("anna").size() == answers);
            }
            hook.faults().recover();
            clock.advance(Duration.ofHours(25));
            netatmo.turnByHand("anna", anna.rooms().getFirst(), 22);
            assertThat(hook.next().text()).contains("22.0");
        }
    }

    /// An app that is told.
    private static final class Hook extends Simulator {
        private final java.util.concurrent.BlockingQueue<Request> told =
                new java.util.concurrent.LinkedBlockingQueue<>();

        Hook() {
            super(0);
            post("/in", request -> {
                told.add(request);
                return Response.empty(200);
            });
        }

        Request next() throws InterruptedException {
            Request request = told.poll(10, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(request).as("a delivery").isNotNull();
            return java.util.Objects.requireNonNull(request);
        }
    }

    private JsonNode devices() throws Exception {
        return get(NetatmoSimulator.STATIONS, token).path("body").path("devices");
    }

    private JsonNode status() throws Exception {
        return get(NetatmoSimulator.HOME_STATUS + "?home_id=" + anna.home(), token);
    }

    private JsonNode room(int index) throws Exception {
        return status().path("body").path("home").path("rooms").path(index);
    }

    private static int code(JsonNode answer) {
        return answer.path("error").path("code").asInt();
    }

    private JsonNode get(String path, String bearer) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(netatmo.url() + path))
                .header("Authorization", "Bearer " + bearer)
                .build();
        return json(http.send(request, BodyHandlers.ofString()));
    }

    private JsonNode post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(netatmo.url() + path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return json(http.send(request, BodyHandlers.ofString()));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new JsonMapper().readTree(response.body());
    }
}
