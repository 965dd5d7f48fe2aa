package io.patchbay.tck.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static final String JSON = """
            { "a": 1, "b" : [ "x, \\"y\\"", {"c": null} , {} ], "d": {"e": true, "f": -1.5e3}, "g": [] }
            """;

    @Test
    void every_leaf_is_found_in_order() {
        assertThat(JsonText.leaves(JSON))
                .extracting(JsonText.Leaf::raw)
                .containsExactly("1", "\"x, \\\"y\\\"\"", "null", "true", "-1.5e3");
    }

    @Test
    void a_member_is_left_out_with_its_comma() {
        assertThat(JsonText.without(JSON, 0)).startsWith("{\"b\":[");
        assertThat(JsonText.without(JSON, 4)).contains("\"d\":{\"e\":true}");
    }

    @Test
    void an_element_of_an_array_is_never_left_out() {
        assertThat(JsonText.without("[1,2]", 0)).isEqualTo("[1,2]");
    }

    @Test
    void one_leaf_is_replaced() {
        assertThat(JsonText.with("{\"a\":1,\"b\":[2,3]}", 1, "\"two\"")).isEqualTo("{\"a\":1,\"b\":[\"two\",3]}");
    }

    @Test
    void types_are_wrong_everywhere_and_the_shape_stays() {
        assertThat(JsonText.withWrongTypes(JSON))
                .isEqualTo("{\"a\":{},\"b\":[{},{\"c\":{}},{}],\"d\":{\"e\":{},\"f\":{}},\"g\":[]}");
    }

    @Test
    void without_leaves_only_the_shape_stays() {
        assertThat(JsonText.withoutLeaves("{\"a\":1,\"b\":[{\"c\":\"d\"}]}")).isEqualTo("{\"b\":[{}]}");
    }

    @Test
    void what_is_not_json_stays_as_it_is() {
        assertThat(JsonText.withWrongTypes("<a/>")).isEqualTo("<a/>");
    }
}
