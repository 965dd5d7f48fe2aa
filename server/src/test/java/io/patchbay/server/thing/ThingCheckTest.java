package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Availability;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;

class ThingCheckTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static NewThing lamp() {
        return check(Samples.LAMP);
    }

    private static NewThing check(String json) {
        try {
            return ThingCheck.check(JSON.readValue(json, ThingBody.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static AbstractListAssert<?, ?, String, ObjectAssert<String>> problems(String json) {
        try {
            check(json);
        } catch (ApiException e) {
            assertThat(e.status()).isEqualTo(400);
            return Assertions.assertThat(
                    e.problems().stream().map(Object::toString).toList());
        }
        throw new AssertionError("nothing was wrong");
    }

    private static String with(String part, String instead) {
        assertThat(Samples.LAMP).contains(part);
        return Samples.LAMP.replace(part, instead);
    }

    @Test
    void the_sample_is_taken_as_it_is() {
        NewThing lamp = lamp();
        assertThat(lamp.status()).isEqualTo(Availability.AVAILABLE);
        assertThat(lamp.shape().components()).hasSize(1);
        assertThat(lamp.values()).containsExactly(new NewThing.Initial("lamp", "on", "false"));
    }

    @Test
    void all_problems_come_at_once() {
        problems("{}")
                .containsExactly(
                        "name is missing",
                        "displayType is missing",
                        "mainComponentId is missing",
                        "components must have at least one entry");
        problems("""
                {"name": " ", "displayType": "X", "mainComponentId": "b", "attributes": [{}, null], "components": [
                    {"id": "a b", "componentType": ""},
                    {"id": "C", "componentType": "X", "properties": [{"id": "p"}, {"id": "P", "type": "NUMBER", "value": "x"}]},
                    {"id": "c", "componentType": "X", "actions": [{"id": "s", "parameters": [{}]}, {"id": "S"}]}
                ]}""")
                .containsExactlyInAnyOrder(
                        "name is empty",
                        "attributes[0].name is missing",
                        "attributes[0].value is missing",
                        "attributes[1] is null",
                        "mainComponentId must be the id of one of the components",
                        "components[0].id does not match ^[a-zA-Z0-9_-]{1,200}$",
                        "components[0].componentType is empty",
                        "components[0] must have at least one property or action",
                        "components[1].properties[0].type is missing",
                        "components[1].properties[1].id is used twice (case does not count)",
                        "components[1].properties[1].value must be a decimal number like \"-12.5\"",
                        "components[2].id is used twice (case does not count)",
                        "components[2].actions[0].parameters[0].name is missing",
                        "components[2].actions[0].parameters[0].type is missing",
                        "components[2].actions[1].id is used twice (case does not count)");
    }

    @Test
    void ids_are_as_documented() {
        problems(with("\"id\": \"on\"", "\"id\": \"a.b\""))
                .singleElement()
                .asString()
                .contains("does not match");
        problems(with("\"id\": \"on\"", "\"id\": \"" + "x".repeat(201) + "\"")).hasSize(1);
        problems(with("\"id\": \"on\"", "\"id\": \"\"")).hasSize(1);
        check(with("\"id\": \"on\"", "\"id\": \"" + "x".repeat(200) + "\""));
    }

    @Test
    void first_values_fit_their_type_or_are_not_there() {
        assertThat(check(with("\"value\": \"false\",", "")).values()).isEmpty();
        assertThat(check(with("\"value\": \"false\"", "\"value\": null")).values())
                .isEmpty();
        assertThat(check(with("\"value\": \"false\"", "\"value\": \"\"")).values())
                .isEmpty();
        assertThat(check(with("\"value\": \"false\"", "\"value\": true"))
                        .values()
                        .getFirst()
                        .value())
                .isEqualTo("true");
        problems(with("\"value\": \"false\"", "\"value\": {}"))
                .singleElement()
                .asString()
                .contains("value must be");
        problems(with("\"value\": \"false\"", "\"value\": \"yes\"")).hasSize(1);
    }

    @Test
    void sizes_are_limited() {
        String component = "{\"id\": \"c%d\", \"componentType\": \"X\", \"actions\": [{\"id\": \"a\"}]}";
        problems(thing(IntStream.range(0, 201).mapToObj(component::formatted).collect(Collectors.joining(","))))
                .contains("components has more than 200 entries");
        String properties = IntStream.range(0, 200)
                .mapToObj(i -> "{\"id\": \"p" + i + "\", \"type\": \"NUMBER\"}")
                .collect(Collectors.joining(","));
        problems(thing(IntStream.range(0, 6)
                        .mapToObj(i -> "{\"id\": \"c" + i + "\", \"componentType\": \"X\", \"properties\": ["
                                + properties + "]}")
                        .collect(Collectors.joining(","))))
                .containsExactly("components have more than 1000 properties in all");
        problems(with("\"Lamp\"", "\"" + "x".repeat(501) + "\"")).contains("name is longer than 500 characters");
        problems(with("\"kitchen\"", "\"" + "x".repeat(4001) + "\""))
                .containsExactly("attributes[0].value is longer than 4000 characters");
        problems(with("\"kitchen\"", "\"a\\u0000b\""))
                .containsExactly("attributes[0].value contains control characters");
    }

    @Test
    void not_more_problems_are_told_than_help() {
        problems(thing(IntStream.range(0, 200).mapToObj(_ -> "{}").collect(Collectors.joining(","))))
                .hasSize(50);
    }

    private static String thing(String components) {
        return "{\"name\": \"T\", \"displayType\": \"T\", \"mainComponentId\": \"c0\", \"components\": [" + components
                + "]}";
    }
}
