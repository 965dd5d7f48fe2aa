package io.patchbay.server.action;

import static io.patchbay.server.action.TestApi.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.action.CallbackServer.Answer;
import io.patchbay.server.action.CallbackServer.Received;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Actions of things that an app made: its callback is called.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class CallbackActionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestApi api;
    private CallbackServer callback;

    @BeforeEach
    void anAppWithACallback() {
        api = new TestApi();
        callback = new CallbackServer().answers(CallbackServer.status(204));
    }

    @AfterEach
    void noMoreCallback() {
        callback.close();
    }

    private String setOn() {
        return path(api.lamp(), "lamp", "setOn");
    }

    @Test
    void the_url_of_a_callback_is_in_no_metric() {
        api.register(callback.url("/secret-in-the-path"));
        api.becomes(api.ask(path(api.lamp(), "lamp", "toggle"), "{}"), "COMPLETED");
        assertThat(Call.get("/q/metrics").send().text()).contains("http_server").doesNotContain("secret-in-the-path");
    }

    @Test
    void the_callback_gets_the_request_and_its_answer_completes_it() throws Exception {
        api.register(callback.url("/actions?of=anna"));
        String lamp = api.lamp();
        String id = api.ask(path(lamp, "lamp", "setOn"), "{\"on\": true}");
        JsonNode done = api.becomes(id, "COMPLETED");
        assertThat(done.get("ended").asText()).isNotEmpty();
        assertThat(done.get("parameters")).isEqualTo(JSON.readTree("{\"on\": \"true\"}"));
        assertThat(callback.received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.path()).isEqualTo("/actions?of=anna");
            assertThat(received.type()).isEqualTo("application/json");
            assertThat(JSON.readTree(received.body())).isEqualTo(JSON.readTree("""
                    {"id": "%s", "thingId": "%s", "componentId": "lamp", "actionId": "setOn", "status": "PENDING",
                     "parameters": {"on": "true"}}""".formatted(id, lamp)));
        });
    }

    @Test
    void the_registered_public_key_verifies_the_signature() throws Exception {
        String url = callback.url("/signed");
        byte[] raw =
                Base64.getDecoder().decode(api.register(url).get("PublicKey").asText());
        assertThat(raw).hasSize(32);
        api.becomes(api.ask(setOn(), "{\"on\": \"false\"}"), "COMPLETED");
        Received received = callback.received().getFirst();
        String payload =
                "(method):POST\r\n(url):" + url + "\r\n(Date):" + received.date() + "\r\n(body):" + received.body();
        assertThat(verifies(raw, payload, received.signature())).isTrue();
        assertThat(verifies(raw, payload + " ", received.signature())).isFalse();
        assertThat(received.date()).matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
    }

    private static boolean verifies(byte[] raw, String payload, String signature) throws Exception {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(payload.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("400", CallbackServer.status(400), "found the parameters bad (400)."),
                Arguments.of(
                        "400 with a reason",
                        CallbackServer.json(400, "{\"error\": \"no such colour\"}"),
                        "found the parameters bad (400): no such colour."),
                Arguments.of(
                        "403",
                        CallbackServer.json(
                                403, "{\"status\":403,\"error\":\"FORBIDDEN\",\"description\":\"At night.\"}"),
                        "did not allow it (403): At night."),
                Arguments.of(
                        "202 that says FAILED",
                        CallbackServer.json(202, "{\"id\":\"x\",\"status\":\"FAILED\",\"error\":\"off the mains\"}"),
                        "says that it failed: off the mains."),
                Arguments.of(
                        "HTML",
                        CallbackServer.body(200, "text/html", "<html>Log in!</html>"),
                        "answered 200, which says nothing of the action"),
                Arguments.of("404", CallbackServer.status(404), "answered 404, which says nothing of the action"),
                Arguments.of(
                        "a redirect",
                        CallbackServer.redirect("http://127.0.0.1:1/elsewhere"),
                        "answered 307: redirects are not followed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void an_answer_that_ends_it_fails_the_action_with_its_reason(String name, Answer answer, String error) {
        api.register(callback.answers(answer).url("/"));
        JsonNode failed = api.becomes(api.ask(setOn(), "{\"on\": true}"), "FAILED");
        assertThat(failed.get("error").asText())
                .startsWith("The app's callback ")
                .contains(error);
        assertThat(callback.received()).hasSize(1);
    }

    @Test
    void an_answer_that_never_ends_is_cut_off_and_tried_again() {
        Answer endless = exchange -> {
            exchange.sendResponseHeaders(400, 0);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(new byte[1024]);
            }
        };
        api.register(callback.answers(endless, CallbackServer.status(204)).url("/"));
        api.becomes(api.ask(setOn(), "{\"on\": true}"), "COMPLETED");
        assertThat(callback.received()).hasSize(2);
    }

    @Test
    void a_callback_that_breaks_is_tried_again_with_the_same_id_until_it_answers() throws Exception {
        callback.answers(
                CallbackServer.status(500),
                CallbackServer.death(),
                CallbackServer.status(503),
                CallbackServer.status(204));
        api.register(callback.url("/"));
        String id = api.ask(setOn(), "{\"on\": true}");
        api.becomes(id, "COMPLETED");
        assertThat(callback.received())
                .hasSize(4)
                .allSatisfy(received -> assertThat(
                                JSON.readTree(received.body()).get("id").asText())
                        .isEqualTo(id));
    }

    @Test
    void a_callback_that_stays_broken_fails_the_action_at_its_deadline() {
        api.register(callback.answers(CallbackServer.status(502)).url("/"));
        String id = api.ask(setOn() + "?timeout=3", "{\"on\": true}");
        JsonNode failed = api.becomes(id, "FAILED");
        Instant created = Instant.parse(failed.get("created").asText());
        Instant deadline = Instant.parse(failed.get("deadline").asText());
        assertThat(Duration.between(created, deadline)).isEqualTo(Duration.ofSeconds(3));
        assertThat(Instant.parse(failed.get("ended").asText()))
                .isBetween(deadline, deadline.plus(Duration.ofSeconds(5)));
        await().untilAsserted(
                        () -> assertThat(api.read(id).get("error").asText()).contains("it answered 502"));
    }

    @Test
    void a_callback_that_hangs_fails_the_action_at_its_deadline() {
        api.register(callback.answers(callback.silence()).url("/"));
        String id = api.ask(setOn() + "?timeout=2", "{\"on\": true}");
        api.becomes(id, "FAILED");
        await().untilAsserted(
                        () -> assertThat(api.read(id).get("error").asText()).contains("did not answer within"));
        assertThat(callback.received()).hasSize(1);
    }

    @Test
    void what_a_callback_answered_outweighs_the_try_that_the_deadline_cut_short() {
        api.register(
                callback.answers(CallbackServer.status(502), callback.silence()).url("/"));
        String id = api.ask(setOn() + "?timeout=3", "{\"on\": true}");
        await().until(() -> callback.received().size() == 2);
        api.becomes(id, "FAILED");
        await().untilAsserted(
                        () -> assertThat(api.read(id).get("error").asText()).contains("it answered 502"));
    }

    @Test
    void a_callback_that_is_not_there_fails_the_action_at_its_deadline() {
        api.register(callback.url("/"));
        callback.close();
        String id = api.ask(setOn() + "?timeout=2", "{\"on\": true}");
        api.becomes(id, "FAILED");
        await().untilAsserted(
                        () -> assertThat(api.read(id).get("error").asText()).contains("it could not be reached"));
    }

    @Test
    void without_a_callback_the_action_fails_at_once_and_says_what_to_register() {
        Call.Answer answer = api.send("POST", setOn(), "{\"on\": true}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("status").asText()).isEqualTo("FAILED");
        assertThat(answer.json().get("error").asText()).contains("POST /api/v1/actions/callback/register");
        assertThat(api.read(answer.json().get("id").asText()).get("status").asText())
                .isEqualTo("FAILED");
    }

    @Test
    void an_app_that_answered_202_finishes_the_action_itself_once() {
        api.register(callback.answers(CallbackServer.status(202)).url("/"));
        String id = api.ask(setOn(), "{\"on\": true}");
        await().until(() -> !callback.received().isEmpty());
        String path = "/api/v1/actions/" + id;
        assertThat(api.read(id).get("status").asText()).isEqualTo("PENDING");
        assertThat(api.send("PUT", path, "{\"status\": \"CANCELED\"}").status()).isEqualTo(400);
        assertThat(api.send("PUT", path, "{\"error\": \"x\"}").status()).isEqualTo(400);
        assertThat(api.send("PUT", path, "{\"status\": \"COMPLETED\", \"error\": \"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.send("PUT", path, "{\"status\": \"FAILED\", \"error\": \"bulb broken\"}")
                        .status())
                .isEqualTo(204);
        assertThat(api.read(id).get("status").asText()).isEqualTo("FAILED");
        assertThat(api.read(id).get("error").asText()).isEqualTo("bulb broken");
        assertThat(api.send("PUT", path, "{\"status\": \"COMPLETED\"}").status())
                .isEqualTo(409);
        assertThat(callback.received()).hasSize(1);
    }

    @Test
    void a_working_app_that_says_nothing_more_has_failed_at_the_deadline() {
        api.register(callback.answers(CallbackServer.json(202, "{\"status\":\"PENDING\"}"))
                .url("/"));
        String id = api.ask(setOn() + "?timeout=2", "{\"on\": true}");
        JsonNode failed = api.becomes(id, "FAILED");
        assertThat(failed.get("error").asText()).isEqualTo(Request.OVERDUE);
        assertThat(api.send("PUT", "/api/v1/actions/" + id, "{\"status\": \"COMPLETED\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_pending_action_can_be_canceled_once_and_stays_canceled() {
        api.register(callback.answers(callback.silence()).url("/"));
        String id = api.ask(setOn(), "{\"on\": true}");
        await().until(() -> !callback.received().isEmpty());
        String path = "/api/v1/actions/" + id;
        assertThat(api.call("DELETE", path).send().status()).isEqualTo(204);
        assertThat(api.read(id).get("status").asText()).isEqualTo("CANCELED");
        Call.Answer again = api.call("DELETE", path).send();
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("description").asText()).contains("CANCELED");
        assertThat(api.send("PUT", path, "{\"status\": \"COMPLETED\"}").status())
                .isEqualTo(409);
    }

    @Test
    void another_registration_replaces_the_url_and_keeps_the_key() {
        String first = api.register("http://127.0.0.1:1/").get("PublicKey").asText();
        Call.Answer second = api.send(
                "POST", "/api/v1/actions/callback/register", "{\"callbackurl\": \"" + callback.url("/second") + "\"}");
        assertThat(second.json().get("CallbackUrl").asText()).isEqualTo(callback.url("/second"));
        assertThat(second.json().get("PublicKey").asText()).isEqualTo(first);
        assertThat(new TestApi()
                        .register("http://127.0.0.1:1/")
                        .get("PublicKey")
                        .asText())
                .isNotEqualTo(first);
        api.becomes(api.ask(setOn(), "{\"on\": true}"), "COMPLETED");
        assertThat(callback.received()).hasSize(1);
    }

    @Test
    void a_bad_url_is_not_registered() {
        for (String body :
                new String[] {"{}", "{\"CallbackUrl\": \"mailto:a@example.org\"}", "{\"CallbackUrl\": \"\"}"}) {
            Call.Answer answer = api.send("POST", "/api/v1/actions/callback/register", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("problems").get(0).get("field").asText())
                    .isEqualTo("CallbackUrl");
        }
    }
}
