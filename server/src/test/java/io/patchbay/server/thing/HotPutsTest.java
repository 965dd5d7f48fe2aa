package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A write that is taken on the event loop is answered as the route answers it. What names its type with a character
/// set goes to the route.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class HotPutsTest {
    private static final String ON = "/components/lamp/properties/on";
    private static final String ROUTED = "application/json; charset=utf-8";

    private final TestToken owner = TestToken.ofNewApp();
    private final String token = owner.with(Scope.CONNECTOR, Scope.THINGS_READ);
    private String thing;

    @BeforeEach
    void lamp() {
        Answer made = Call.post("/api/v1/things")
                .token(token)
                .subject("anna")
                .json(Samples.LAMP)
                .send();
        thing = "/api/v1/things/" + made.json().get("Id").asText();
    }

    private Call put(String path, String body) {
        return Call.of("PUT", path).token(token).json(body);
    }

    private String value() {
        return Call.get(thing + ON).token(token).send().json().get("value").asText();
    }

    private static String text(Answer answer) {
        if (answer.text().isEmpty()) {
            return "";
        }
        ObjectNode body = (ObjectNode) answer.json();
        body.remove("requestId");
        return body.toString();
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers =
                new TreeMap<>(answer.http().headers().map());
        headers.remove("x-request-id");
        headers.remove("content-length");
        headers.remove("content-type"); // differs in the spelling of its character set
        return headers;
    }

    private static void assertSame(Answer hot, Answer routed) {
        assertThat(hot.status()).isEqualTo(routed.status());
        assertThat(text(hot)).isEqualTo(text(routed));
        assertThat(headers(hot)).isEqualTo(headers(routed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":\"true\"}",
                "{\"value\":true}",
                "{\"value\":\"blue\"}",
                "{\"value\":null}",
                "{\"value\":{}}",
                "{\"velue\":\"true\"}",
                "{}",
                "[]",
                "null",
                "{\"value\":",
                " "
            })
    void it_answers_as_the_route_does(String body) {
        for (String path : List.of(thing + ON, thing + "/components/lamp/properties/none", thing + "/components/x")) {
            Answer first = put(path, body).send(); // makes the token known
            assertSame(first, put(path, body).header("Content-Type", ROUTED).send());
            assertSame(put(path, body).send(), first);
        }
    }

    @Test
    void what_was_answered_is_so() {
        for (String value : List.of("true", "false", "true")) {
            assertThat(put(thing + ON, "{\"value\":\"" + value + "\"}").send().status())
                    .isEqualTo(200);
            assertThat(value()).isEqualTo(value);
        }
    }

    @Test
    void only_who_may_write_it_does() {
        String on = "{\"value\":\"true\"}";
        put(thing + ON, "{\"value\":\"false\"}").send();
        String other = TestToken.ofNewApp().with(Scope.CONNECTOR);
        String reader = owner.with(Scope.THINGS_READ);
        for (int i = 0; i < 2; i++) { // the second time the tokens are known
            assertThat(put(thing + ON, on).token(other).send().status()).isEqualTo(404);
            assertThat(put(thing + ON, on).token(reader).send().status()).isEqualTo(403);
            assertThat(put(thing + ON, on).token("nonsense").send().status()).isEqualTo(401);
            assertThat(put(thing + ON, on).subject("bob").send().status()).isEqualTo(404);
            assertThat(put(thing + ON, on).subject(" ").send().status()).isEqualTo(400);
        }
        assertThat(value()).isEqualTo("false");
        assertThat(put(thing + ON, on).subject("anna").send().status()).isEqualTo(200);
        assertThat(value()).isEqualTo("true");
    }
}
