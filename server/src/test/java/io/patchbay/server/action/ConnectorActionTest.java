package io.patchbay.server.action;

import static io.patchbay.server.action.TestApi.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.thing.ThingActions;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Actions of things that a connector client made, asked by the app and through the door.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ConnectorActionTest {
    private static final String WARM = "{\"temperature\": \"22.5\", \"mode\": \"manual\"}";

    @Inject
    ThingActions thingActions;

    @Inject
    RequestStore store;

    @Inject
    ByConnector connectors;

    @Inject
    ByCallback callbacks;

    @Inject
    InstantSource clock;

    private final String valve = "valve-" + UUID.randomUUID();
    private TestApi api;
    private String thing;

    @BeforeEach
    void aValve() {
        api = new TestApi();
        made("/api/v1/connectors/instances", "{\"connector_type_id\": \"test-valve\", \"configuration\": {}}");
        String client = made("/api/v1/connectors/clients", """
                        {"connector_type_id": "test-valve", "configuration": {"valve": "%s"}}""".formatted(valve))
                .get("client_id")
                .asText();
        JsonNode mappings = await().until(
                        () -> api.get("/api/v1/connectors/clients/" + client)
                                .json()
                                .get("mappings"),
                        found -> found != null && found.size() == 1);
        thing = mappings.get(0).get("thing_id").asText();
    }

    private JsonNode made(String path, String body) {
        Call.Answer answer = api.send("POST", path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private String setPoint() {
        return path(thing, "heating", "setPoint");
    }

    @Test
    void the_client_that_made_the_thing_is_asked_even_if_it_is_unavailable() {
        String id = api.ask(setPoint(), WARM);
        api.becomes(id, "COMPLETED");
        assertThat(ValveConnector.asked(valve)).singleElement().satisfies(asked -> {
            assertThat(asked.id()).isEqualTo(id);
            assertThat(asked.componentId()).isEqualTo("heating");
            assertThat(asked.actionId()).isEqualTo("setPoint");
            assertThat(asked.parameters()).isEqualTo(Map.of("temperature", Value.of(22.5), "mode", Value.of("manual")));
        });
    }

    @Test
    void an_effect_that_will_show_later_completes_the_action_and_is_asked_for_early() {
        ValveConnector.script(valve, _ -> new ActionOutcome.Accepted());
        int polls = ValveConnector.polls(valve);
        api.becomes(api.ask(setPoint(), "{\"temperature\": 20}"), "COMPLETED");
        await().atMost(Duration.ofSeconds(10)).until(() -> ValveConnector.polls(valve) > polls);
    }

    @Test
    void a_refusal_and_a_failure_fail_the_action_with_their_words() {
        ValveConnector.script(valve, _ -> new ActionOutcome.Refused("The valve is being calibrated."));
        assertThat(api.becomes(api.ask(setPoint(), WARM), "FAILED").get("error").asText())
                .isEqualTo("The valve is being calibrated.");
        ValveConnector.script(valve, _ -> {
            throw new ConnectorException(new Failure.Unauthorized("Consent needed."));
        });
        assertThat(api.becomes(api.ask(setPoint(), WARM), "FAILED").get("error").asText())
                .isEqualTo("Consent needed.");
    }

    @Test
    void what_nobody_expected_fails_the_action_and_tells_nothing_of_its_inside() {
        ValveConnector.script(valve, _ -> {
            throw new IllegalStateException("an inner secret");
        });
        assertThat(api.becomes(api.ask(setPoint(), WARM), "FAILED").get("error").asText())
                .contains("Something went wrong")
                .doesNotContain("inner secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"temperature\": 31} | temperature must be at least 7 and at most 30",
                "{\"temperature\": \"6.9\"} | temperature must be at least 7 and at most 30",
                "{\"temperature\": \"warm\"} | temperature must be a decimal number",
                "{\"temperature\": [20]} | temperature must be a decimal number",
                "{\"mode\": \"away\"} | temperature is missing",
                "{\"temperature\": 20, \"mode\": \"party\"} | mode must be one of manual, away"
            })
    void type_range_and_choice_are_checked_before_the_client_is_asked(String body, String problem) {
        Call.Answer answer = api.send("POST", setPoint(), body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText()).contains(problem);
        assertThat(ValveConnector.asked(valve)).isEmpty();
    }

    @Test
    void what_the_vendor_tells_of_the_new_state_shows_with_the_outcome() {
        ValveConnector.script(valve, request -> {
            Value set = request.parameters().get("temperature");
            return new ActionOutcome.Done(
                    List.of(new Reading(valve, "heating", "target", Objects.requireNonNull(set), clock.instant())));
        });
        api.becomes(api.ask(setPoint(), WARM), "COMPLETED");
        assertThat(api.get("/api/v1/things/" + thing + "/components/heating/properties/target")
                        .json()
                        .get("value")
                        .asText())
                .isEqualTo("22.5");
    }

    @Test
    void a_client_without_an_answer_fails_the_action_at_its_deadline() {
        ValveConnector.script(valve, _ -> {
            new CountDownLatch(1).await();
            return new ActionOutcome.Accepted();
        });
        JsonNode failed = api.becomes(api.ask(setPoint() + "?timeout=1", WARM), "FAILED");
        assertThat(failed.get("error").asText()).isEqualTo(Request.OVERDUE);
    }

    @Test
    void an_outcome_that_comes_after_the_deadline_is_none() {
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ValveConnector.script(valve, _ -> {
            while (late.getCount() > 0) {
                try {
                    late.await();
                } catch (InterruptedException e) {
                    // a connector that does not listen
                }
            }
            ended.countDown();
            return new ActionOutcome.Accepted();
        });
        String id = api.ask(setPoint() + "?timeout=1", WARM);
        api.becomes(id, "FAILED");
        late.countDown();
        await().until(() -> ended.getCount() == 0);
        await().during(Duration.ofMillis(300))
                .untilAsserted(
                        () -> assertThat(api.read(id).get("status").asText()).isEqualTo("FAILED"));
    }

    @Test
    void the_action_of_a_paused_client_fails_and_says_why() {
        String client =
                api.get("/api/v1/connectors/clients").json().get(0).get("href").asText();
        assertThat(api.call("POST", client.replaceFirst("^https?://[^/]+", "") + "/pause")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(api.becomes(api.ask(setPoint(), WARM), "FAILED").get("error").asText())
                .contains("paused");
    }

    @Test
    void canceling_interrupts_the_call() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ValveConnector.script(valve, _ -> {
            try {
                new CountDownLatch(1).await();
                return new ActionOutcome.Accepted();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        String id = api.ask(setPoint(), WARM);
        await().until(() -> !ValveConnector.asked(valve).isEmpty());
        assertThat(api.call("DELETE", "/api/v1/actions/" + id).send().status()).isEqualTo(204);
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(api.read(id).get("status").asText()).isEqualTo("CANCELED");
    }

    @Test
    void an_app_cannot_finish_what_a_connector_carries_out() {
        ValveConnector.script(valve, _ -> {
            new CountDownLatch(1).await();
            return new ActionOutcome.Accepted();
        });
        String path = "/api/v1/actions/" + api.ask(setPoint(), WARM);
        assertThat(api.send("PUT", path, "{\"status\": \"COMPLETED\"}").text()).contains("A connector carries");
        assertThat(api.call("DELETE", path).send().status()).isEqualTo(204);
    }

    @Test
    void a_service_that_stops_leaves_nothing_pending() throws Exception {
        ValveConnector.script(valve, _ -> {
            new CountDownLatch(1).await();
            return new ActionOutcome.Accepted();
        });
        Dispatch dispatch = new Dispatch(store, connectors, callbacks, clock);
        Actions actions = new Actions(store, thingActions, callbacks, dispatch, clock);
        Request request = actions.ask(new Asked(
                api.id(),
                Optional.of("anna"),
                UUID.fromString(thing),
                "heating",
                "setPoint",
                Map.of("temperature", TextNode.valueOf("20")),
                Duration.ofMinutes(5),
                Optional.empty(),
                false));
        dispatch.stop(new ShutdownEvent());
        JsonNode failed = api.read(request.id().toString());
        assertThat(failed.get("status").asText()).isEqualTo("FAILED");
        assertThat(failed.get("error").asText()).startsWith("The service stopped before there was an outcome");
    }

    private String door() {
        Call.Answer answer = api.get("/api/v1/connectors/callbackurl");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().get("href").asText().replaceFirst("^https?://[^/]+", "");
    }

    private Call.Answer forward(String door, String id, Object thing, String parameters) {
        return Call.post(door).json("""
                        {"id": "%s", "thingId": "%s", "componentId": "heating", "actionId": "setPoint",
                         "status": "PENDING", "parameters": %s}""".formatted(id, thing, parameters)).send();
    }

    @Test
    void the_door_is_always_the_same_and_each_app_has_its_own() {
        assertThat(door())
                .matches("/api/v1/connectors/actions/[A-Za-z0-9_-]{43}")
                .isEqualTo(door());
        assertThat(new TestApi().get("/api/v1/connectors/callbackurl").text()).doesNotContain(door());
    }

    @Test
    void a_forwarded_request_is_carried_out_once_however_often_it_comes() {
        String door = door();
        for (int i = 0; i < 3; i++) {
            Call.Answer answer = forward(door, "their-1", thing, WARM);
            assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        }
        assertThat(ValveConnector.asked(valve)).hasSize(1);
        assertThat(forward(door, "their-1", thing, "{\"temperature\": 8}").status())
                .isEqualTo(409);
        assertThat(api.get("/api/v1/things/" + thing + "/actions").json()).hasSize(1);
    }

    @Test
    void a_forwarded_request_that_takes_long_is_answered_202_and_its_outcome_when_it_comes_again() {
        CountDownLatch go = new CountDownLatch(1);
        ValveConnector.script(valve, _ -> {
            go.await();
            return new ActionOutcome.Refused("Too hot.");
        });
        String door = door();
        Call.Answer pending = forward(door, "their-2", thing, WARM);
        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.json().get("id").asText()).isEqualTo("their-2");
        assertThat(pending.json().get("status").asText()).isEqualTo("PENDING");
        go.countDown();
        Call.Answer failed = forward(door, "their-2", thing, WARM);
        assertThat(failed.status()).isEqualTo(400);
        assertThat(failed.json().get("description").asText()).contains("Too hot.");
        assertThat(ValveConnector.asked(valve)).hasSize(1);
    }

    @Test
    void what_is_wrong_with_a_forwarded_request_is_said() {
        String door = door();
        assertThat(forward(door, "x", thing, "{\"temperature\": 99}").status()).isEqualTo(400);
        assertThat(forward(door, "x", UUID.randomUUID(), WARM).status()).isEqualTo(404);
        assertThat(forward("/api/v1/connectors/actions/unknown", "x", thing, WARM)
                        .status())
                .isEqualTo(404);
        assertThat(forward(
                                new TestApi()
                                        .get("/api/v1/connectors/callbackurl")
                                        .json()
                                        .get("href")
                                        .asText()
                                        .replaceFirst("^https?://[^/]+", ""),
                                "x",
                                thing,
                                WARM)
                        .status())
                .isEqualTo(404);
        Call.Answer empty = Call.post(door).json("{}").send();
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.json().get("problems")).hasSize(4);
        assertThat(ValveConnector.asked(valve)).isEmpty();
    }

    @Test
    void a_thing_that_the_app_made_is_refused_at_the_door_so_that_nothing_goes_in_circles() {
        api.register(Call.base().resolve(door()).toString());
        String lamp = api.lamp();
        String id = api.ask(path(lamp, "lamp", "toggle"), "{}");
        assertThat(api.becomes(id, "FAILED").get("error").asText()).contains("The thing was made by the app itself");
        assertThat(api.get("/api/v1/things/" + lamp + "/actions").json()).hasSize(1);
    }
}
