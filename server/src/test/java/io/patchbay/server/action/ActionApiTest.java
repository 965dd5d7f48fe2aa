package io.patchbay.server.action;

import static io.patchbay.server.action.TestApi.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests of actions as the API takes, shows and keeps them.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ActionApiTest {
    @Inject
    Db db;

    @Inject
    Actions actions;

    @Inject
    Overdue overdue;

    private TestApi api;
    private CallbackServer callback;
    private String lamp;

    @BeforeEach
    void anAppWithALamp() {
        api = new TestApi();
        callback = new CallbackServer().answers(CallbackServer.status(204));
        api.register(callback.url("/"));
        lamp = api.lamp();
    }

    @AfterEach
    void noMoreCallback() {
        callback.close();
    }

    private Call.Answer keyed(String key, String path, String body) {
        return api.call("POST", path).header("Idempotency-Key", key).json(body).send();
    }

    @Test
    void all_that_is_wrong_with_the_parameters_is_said_at_once_and_nobody_is_called() {
        Call.Answer answer =
                api.send("POST", path(lamp, "lamp", "dim"), "{\"level\": \"bright\", \"speed\": 3, \"x\": null}");
        assertThat(answer.status()).isEqualTo(400);
        List<String> problems = new ArrayList<>();
        answer.json()
                .get("problems")
                .forEach(p -> problems.add(
                        p.get("field").asText() + " " + p.get("message").asText()));
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "level must be a decimal number like \"-12.5\"",
                        "how is missing",
                        "speed is no parameter of this action, which takes level, how",
                        "x is no parameter of this action, which takes level, how");
        assertThat(api.get("/api/v1/things/" + lamp + "/actions").json()).isEmpty();
        assertThat(callback.received()).isEmpty();
    }

    @Test
    void parameters_come_as_texts_or_bare_and_go_on_as_texts() throws Exception {
        String id = api.ask(path(lamp, "lamp", "dim"), "{\"level\": 20.50, \"how\": 7}");
        JsonNode parameters = api.becomes(id, "COMPLETED").get("parameters");
        assertThat(parameters.get("level").asText()).isEqualTo("20.5");
        assertThat(parameters.get("level").isTextual()).isTrue();
        assertThat(parameters.get("how").asText()).isEqualTo("7");
        assertThat(callback.received().getFirst().body()).contains("\"level\":\"20.5\"");
    }

    @Test
    void what_is_not_there_or_not_the_callers_is_404() {
        String body = "{\"on\": true}";
        TestApi other = new TestApi();
        assertThat(api.send("POST", path(UUID.randomUUID(), "lamp", "setOn"), body)
                        .status())
                .isEqualTo(404);
        assertThat(api.send("POST", path("x", "lamp", "setOn"), body).status()).isEqualTo(404);
        assertThat(api.send("POST", path(lamp, "nope", "setOn"), body).text()).contains("no such component");
        assertThat(api.send("POST", path(lamp, "lamp", "nope"), body).text()).contains("no such action");
        assertThat(api.send("POST", path(lamp, "lamp", "%00"), body).status()).isEqualTo(404);
        assertThat(other.send("POST", path(lamp, "lamp", "setOn"), body).status())
                .isEqualTo(404);
        assertThat(api.call("POST", path(lamp, "lamp", "setOn"))
                        .subject("bob")
                        .json(body)
                        .send()
                        .status())
                .isEqualTo(404);
        String made = "/api/v1/actions/" + api.ask(path(lamp, "lamp", "setOn"), body);
        for (String method : List.of("GET", "DELETE")) {
            assertThat(other.call(method, made).send().status()).isEqualTo(404);
            assertThat(api.call(method, made).subject("bob").send().status()).isEqualTo(404);
        }
        assertThat(other.send("PUT", made, "{\"status\": \"COMPLETED\"}").status())
                .isEqualTo(404);
        assertThat(other.get("/api/v1/things/" + lamp + "/actions").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/actions/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(callback.received().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void a_token_without_the_scope_may_not() {
        String reader = api.tokenWith(Scope.THINGS_READ);
        String actor = api.tokenWith(Scope.THINGS_ACTION);
        String path = path(lamp, "lamp", "toggle");
        assertThat(Call.post(path).token(reader).json("{}").send().status()).isEqualTo(403);
        Call.Answer made = Call.post(path).token(actor).json("{}").send();
        assertThat(made.status()).isEqualTo(201);
        String request = "/api/v1/actions/" + made.json().get("id").asText();
        assertThat(made.header("Location")).endsWith(request);
        assertThat(Call.get(request).token(actor).send().status()).isEqualTo(200);
        assertThat(Call.of("PUT", request)
                        .token(actor)
                        .json("{\"status\":\"FAILED\"}")
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(Call.post("/api/v1/actions/callback/register")
                        .token(actor)
                        .json("{}")
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "301", "-1", "x", "1.5"})
    void a_timeout_that_is_none_is_400(String timeout) {
        assertThat(api.send("POST", path(lamp, "lamp", "toggle") + "?timeout=" + timeout, "{}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"'', 30", "?timeout=1, 1", "?timeout=300, 300"})
    void a_request_has_30_seconds_or_as_many_as_it_asks_for(String query, long seconds) {
        JsonNode made = api.read(api.ask(path(lamp, "lamp", "toggle") + query, "{}"));
        assertThat(Duration.between(
                        Instant.parse(made.get("created").asText()),
                        Instant.parse(made.get("deadline").asText())))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void forty_requests_with_one_key_at_once_are_one_request() throws Exception {
        Set<String> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Call.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(threads.submit(() -> keyed("k-1", path(lamp, "lamp", "setOn"), "{\"on\": true}")));
            }
            for (Future<Call.Answer> call : calls) {
                assertThat(call.get().status()).isEqualTo(201);
                answers.add(call.get().text());
            }
        }
        assertThat(answers).hasSize(1);
        String id = keyed("k-1", path(lamp, "lamp", "setOn"), "{\"on\": \"true\"}")
                .json()
                .get("id")
                .asText();
        api.becomes(id, "COMPLETED");
        assertThat(keyed("k-1", path(lamp, "lamp", "setOn"), "{\"on\": true}").text())
                .isEqualTo(answers.iterator().next());
        assertThat(callback.received()).hasSize(1);
    }

    @Test
    void a_key_is_for_one_request_of_one_app_for_a_day() {
        String path = path(lamp, "lamp", "setOn");
        Call.Answer first = keyed("k-2", path, "{\"on\": true}");
        assertThat(keyed("k-2", path, "{\"on\": false}").status()).isEqualTo(409);
        assertThat(keyed("k-2", path + "?timeout=31", "{\"on\": true}").status())
                .isEqualTo(409);
        assertThat(keyed("k-2", path(lamp, "lamp", "toggle"), "{}").status()).isEqualTo(409);
        String id = first.json().get("id").asText();
        db.run(tx -> tx.execute(
                "update action_request set created = created - interval '24 hours' where id = ?", UUID.fromString(id)));
        Call.Answer anew = keyed("k-2", path, "{\"on\": false}");
        assertThat(anew.status()).isEqualTo(201);
        assertThat(anew.json().get("id").asText()).isNotEqualTo(id);
        TestApi other = new TestApi();
        assertThat(other.call("POST", path(other.lamp(), "lamp", "setOn"))
                        .header("Idempotency-Key", "k-2")
                        .json("{\"on\": true}")
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_request_that_was_refused_does_not_use_its_key_up() {
        assertThat(keyed("k-3", path(lamp, "lamp", "setOn"), "{}").status()).isEqualTo(400);
        assertThat(keyed("k-3", path(lamp, "lamp", "setOn"), "{\"on\": true}").status())
                .isEqualTo(201);
        assertThat(keyed("x".repeat(256), path(lamp, "lamp", "toggle"), "{}").status())
                .isEqualTo(400);
    }

    @Test
    void a_things_requests_are_listed_with_the_newest_first() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(api.ask(path(lamp, "lamp", "toggle"), "{}"));
        }
        api.ask(path(api.lamp(), "lamp", "toggle"), "{}");
        List<String> listed = new ArrayList<>();
        String next = "/api/v1/things/" + lamp + "/actions?limit=2";
        while (!next.isEmpty()) {
            Call.Answer page = api.get(next);
            assertThat(page.json().size()).isLessThanOrEqualTo(2);
            page.json().forEach(link -> listed.add(link.get("href").asText().replaceFirst(".*/", "")));
            next = page.header("Link").replaceFirst("^<https?://[^/]+([^>]*)>.*", "$1");
        }
        assertThat(listed).isEqualTo(made);
        assertThat(api.get("/api/v1/things/" + lamp + "/actions?limit=1&expand=true")
                        .json()
                        .get(0)
                        .get("actionId")
                        .asText())
                .isEqualTo("toggle");
    }

    /// What a service that died has left behind.
    private UUID pendingSince(Duration ago) {
        UUID id = UUID.randomUUID();
        db.run(tx -> tx.execute("""
                insert into action_request (id, app_id, subject, thing_id, component_id, action_id, parameters, status,
                    created, deadline)
                values (?, ?, 'anna', ?, 'lamp', 'toggle', '{}', 'PENDING',
                    now() - ? * interval '1 second' - interval '30 seconds', now() - ? * interval '1 second')
                """, id, api.id().value(), UUID.fromString(lamp), ago.toSeconds(), ago.toSeconds()));
        return id;
    }

    private String stored(UUID id) {
        return db.read(h -> h.createQuery("select status from action_request where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("gone"));
    }

    @Test
    void what_is_pending_past_its_deadline_reads_as_failed_at_once_and_is_soon_stored_so() {
        UUID id = pendingSince(Duration.ofSeconds(1));
        assertThat(api.read(id.toString()).get("status").asText()).isEqualTo("FAILED");
        assertThat(api.call("DELETE", "/api/v1/actions/" + id).send().status()).isEqualTo(409);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(stored(id)).isEqualTo("FAILED"));
        assertThat(api.read(id.toString()).get("error").asText()).isEqualTo(Request.OVERDUE);
    }

    @Test
    void requests_are_forgotten_after_90_days() {
        UUID old = pendingSince(Duration.ofDays(90));
        UUID younger = pendingSince(Duration.ofDays(89));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(List.of(stored(old), stored(younger))).containsOnly("FAILED"));
        overdue.forget();
        assertThat(stored(old)).isEqualTo("gone");
        assertThat(stored(younger)).isEqualTo("FAILED");
    }

    @Test
    void a_customers_requests_can_be_read_in_pages_and_removed() {
        callback.answers(callback.silence());
        String first = api.ask(path(lamp, "lamp", "toggle"), "{}");
        String second = api.ask(path(lamp, "lamp", "setOn"), "{\"on\": true}");
        await().until(() -> callback.received().size() == 2);
        List<ActionView> page = actions.pageOf(api.id(), "anna", null, 1);
        assertThat(page).extracting(view -> view.id().toString()).containsExactly(first);
        assertThat(actions.pageOf(api.id(), "anna", page.getLast().id(), 10))
                .extracting(view -> view.id().toString())
                .containsExactly(second);
        assertThat(actions.pageOf(new TestApi().id(), "anna", null, 10)).isEmpty();
        db.run(tx -> actions.removeOf(tx, api.id(), "bob"));
        assertThat(actions.pageOf(api.id(), "anna", null, 10)).hasSize(2);
        db.run(tx -> actions.removeOf(tx, api.id(), "anna"));
        assertThat(actions.pageOf(api.id(), "anna", null, 10)).isEmpty();
    }

    @Test
    void a_request_outlives_its_thing() {
        String id = api.ask(path(lamp, "lamp", "toggle"), "{}");
        assertThat(api.call("DELETE", "/api/v1/things/" + lamp).send().status()).isEqualTo(200);
        api.becomes(id, "COMPLETED");
        assertThat(api.get("/api/v1/things/" + lamp + "/actions").status()).isEqualTo(404);
    }

    @Test
    void addresses_and_keys_lie_sealed() {
        String door = api.get("/api/v1/connectors/callbackurl")
                .json()
                .get("href")
                .asText()
                .replaceFirst(".*/", "");
        api.register(callback.url("/?token=sesame"));
        List<byte[]> sealed = db.read(h -> h.createQuery("""
                        select url from action_callback where app_id = :app
                        union all select private_key from action_callback where app_id = :app
                        union all select token from action_door where app_id = :app
                        """)
                .bind("app", api.id().value())
                .mapTo(byte[].class)
                .list());
        assertThat(sealed)
                .hasSize(3)
                .allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .doesNotContain("sesame", "127.0.0.1", door, "MC4CAQ"));
    }
}
