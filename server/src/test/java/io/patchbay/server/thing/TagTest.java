package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags of things, components and properties, over real HTTP.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class TagTest {
    private final String token = TestToken.ofNewApp().with(Scope.CONNECTOR, Scope.THINGS_READ);

    private String thing;
    private String component;
    private String property;

    @BeforeEach
    void lamp() {
        Answer made = Call.post("/api/v1/things")
                .token(token)
                .subject("anna")
                .json(Samples.LAMP)
                .send();
        thing = "/api/v1/things/" + made.json().get("Id").asText();
        component = thing + "/components/lamp";
        property = component + "/properties/on";
    }

    private Call get(String path) {
        return Call.get(path).token(token);
    }

    private String tag(String path) {
        return get(path).send().header("ETag");
    }

    private void put(String value) {
        Answer answer = Call.of("PUT", property)
                .token(token)
                .json("{\"value\": \"" + value + "\"}")
                .send();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_tag_is_strong_and_the_same_as_long_as_the_content_is() {
        for (String path : List.of(thing, thing + "?expand=true", component, component + "?expand=true", property)) {
            assertThat(tag(path)).as(path).matches("\"[A-Za-z0-9_-]{22}\"").isEqualTo(tag(path));
        }
        assertThat(tag(thing)).isNotEqualTo(tag(thing + "?expand=true"));
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        for (String path : List.of(thing, thing + "?expand=true", component, component + "?expand=true", property)) {
            String tag = tag(path);
            Answer answer = get(path).header("If-None-Match", tag).send();
            assertThat(answer.status()).as(path).isEqualTo(304);
            assertThat(answer.text()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo(tag);
            assertThat(answer.header("X-Request-Id")).isNotEmpty();
        }
    }

    @Test
    void what_has_changed_is_sent_with_its_new_tag() {
        String tag = tag(property);
        String whole = tag(thing + "?expand=true");
        String links = tag(thing);
        put("true");
        Answer answer = get(property).header("If-None-Match", tag).send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("value").asText()).isEqualTo("true");
        assertThat(answer.header("ETag")).isNotEqualTo(tag);
        assertThat(tag(thing + "?expand=true")).isNotEqualTo(whole);
        assertThat(tag(thing)).isEqualTo(links);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "\"other\" ,W/%s,\"more\"", "*"})
    void it_may_be_one_of_several_and_weak(String given) {
        Answer answer = get(property)
                .header("If-None-Match", given.formatted(tag(property)))
                .send();
        assertThat(answer.status()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"other\"", "nonsense", ",", "W/"})
    void another_tag_gets_the_whole(String given) {
        assertThat(get(property).header("If-None-Match", given).send().status()).isEqualTo(200);
    }

    @Test
    void a_tag_opens_nothing_to_others() {
        String tag = tag(property);
        String stranger = TestToken.ofNewApp().with(Scope.THINGS_READ);
        Answer answer =
                Call.get(property).token(stranger).header("If-None-Match", tag).send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(get(property)
                        .subject("bob")
                        .header("If-None-Match", "*")
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(Call.get(property).header("If-None-Match", tag).send().status())
                .isEqualTo(401);
    }

    @Test
    void the_head_alone_says_the_same() {
        String tag = tag(property);
        Answer head = Call.of("HEAD", property).token(token).send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(tag);
        assertThat(head.header("Content-Type")).startsWith("application/json");
        Answer known = Call.of("HEAD", property)
                .token(token)
                .header("If-None-Match", tag)
                .send();
        assertThat(known.status()).isEqualTo(304);
    }

    @Test
    void who_takes_no_json_gets_406() {
        assertThat(get(property).header("Accept", "text/html").send().status()).isEqualTo(406);
        assertThat(get(property).header("Accept", "text/html, */*;q=0.1").send().status())
                .isEqualTo(200);
    }
}
