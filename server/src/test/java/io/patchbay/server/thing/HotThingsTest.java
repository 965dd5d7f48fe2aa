package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes from memory is what the route would answer, and nobody gets it to whom the route would not give it.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class HotThingsTest {
    private static final String LAMP = "/components/lamp";
    private static final String ON = LAMP + "/properties/on";

    @Inject
    ThingAnswers answers;

    private final TestToken owner = TestToken.ofNewApp();
    private final AppId app = owner.app();
    private final String token = owner.with(Scope.CONNECTOR, Scope.THINGS_READ);
    private UUID id;
    private String thing;

    @BeforeEach
    void lamp() {
        Answer made = Call.post("/api/v1/things")
                .token(token)
                .subject("anna")
                .json(Samples.LAMP)
                .send();
        id = UUID.fromString(made.json().get("Id").asText());
        thing = "/api/v1/things/" + id;
    }

    private Call get(String path) {
        return Call.get(thing + path).token(token);
    }

    private boolean isKnown(String path, String query) {
        ReadPath read = ReadPath.of(thing + path, query.isEmpty() ? null : query);
        return read != null
                && answers.known(app, Optional.empty(), read.asked()).isPresent();
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers =
                new TreeMap<>(answer.http().headers().map());
        headers.remove("x-request-id");
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?expand=true", LAMP, LAMP + "?expand=true", ON})
    void it_answers_as_the_route_does(String below) {
        String[] parts = below.split("\\?", 2);
        String query = parts.length == 2 ? parts[1] : "";
        assertThat(isKnown(parts[0], query)).isFalse();
        Answer routed = get(below).send();
        assertThat(isKnown(parts[0], query)).isTrue();
        Answer known = get(below).send();
        assertThat(known.status()).isEqualTo(routed.status()).isEqualTo(200);
        assertThat(known.text()).isEqualTo(routed.text());
        assertThat(headers(known)).isEqualTo(headers(routed));
        assertThat(known.header("X-Request-Id")).isNotEmpty().isNotEqualTo(routed.header("X-Request-Id"));
        assertThat(get(below).header("X-Request-Id", "mine").send().header("X-Request-Id"))
                .isEqualTo("mine");
        Answer again = get(below).header("If-None-Match", known.header("ETag")).send();
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void only_who_may_read_it_gets_it() {
        assertThat(get(ON).send().status()).isEqualTo(200);
        assertThat(isKnown(ON, "")).isTrue();
        assertThat(Call.get(thing + ON).send().status()).isEqualTo(401);
        assertThat(Call.get(thing + ON).token("nonsense").send().status()).isEqualTo(401);
        String other = TestToken.ofNewApp().with(Scope.THINGS_READ);
        String blind = owner.with(Scope.CONNECTOR);
        for (int i = 0; i < 2; i++) { // the second time the tokens are known
            assertThat(Call.get(thing + ON).token(other).send().status()).isEqualTo(404);
            assertThat(Call.get(thing + ON).token(blind).send().status()).isEqualTo(403);
        }
        assertThat(get(ON).subject("anna").send().status()).isEqualTo(200);
        assertThat(get(ON).subject("bob").send().status()).isEqualTo(404);
        assertThat(get(ON).subject(" ").send().status()).isEqualTo(400);
        assertThat(get(ON).subject("x".repeat(501)).send().status()).isEqualTo(400);
    }

    @Test
    void its_requests_are_counted_by_the_same_name_as_the_routes() {
        String uri = "uri=\"/api/v1/things/{thing}/components/{component}/properties/{property}\"";
        get(ON).send();
        get(ON).send();
        assertThat(Call.get("/q/metrics").send().text().lines())
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_count") && line.contains(uri))
                .noneMatch(line -> line.contains(id.toString()));
    }
}
