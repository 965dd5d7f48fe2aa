package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPathTest {
    private static final UUID ID = UUID.fromString("56ed33d9-bd1a-4650-9264-d996132098de");
    private static final String THING = "/api/v1/things/56ed33d9-bd1a-4650-9264-d996132098de";
    private static final String COMPONENT = THING + "/components/outdoor_1";
    private static final String PROPERTY = COMPONENT + "/properties/Temp-2";

    private static void is(String path, @Nullable String query, Current.Asked asked, String template) {
        assertThat(ReadPath.of(path, query)).isEqualTo(new ReadPath(asked, template));
    }

    @Test
    void each_level_is_told_from_the_others() {
        is(THING, null, new Current.Asked(ID, null, null, false), "/api/v1/things/{id}");
        is(THING, "expand=true", new Current.Asked(ID, null, null, true), "/api/v1/things/{id}");
        is(
                COMPONENT,
                null,
                new Current.Asked(ID, "outdoor_1", null, false),
                "/api/v1/things/{thing}/components/{component}");
        is(
                COMPONENT,
                "expand=true",
                new Current.Asked(ID, "outdoor_1", null, true),
                "/api/v1/things/{thing}/components/{component}");
        is(
                PROPERTY,
                null,
                new Current.Asked(ID, "outdoor_1", "Temp-2", false),
                "/api/v1/things/{thing}/components/{component}/properties/{property}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/api/v1/things",
                "/api/v1/things/",
                "/api/v1/things/1",
                "/api/v1/things/zzed33d9-bd1a-4650-9264-d996132098de",
                "/api/v2/things/56ed33d9-bd1a-4650-9264-d996132098de",
                THING + "/",
                THING + "x",
                THING + ";a=b",
                THING + "/actions",
                THING + "/components",
                THING + "/components/",
                THING + "/components//",
                THING + "/components/a/",
                THING + "/components/..",
                THING + "/components/a%20b",
                THING + "/components/a;b",
                THING + "/components/a/properties",
                THING + "/components/a/properties/",
                THING + "/components/a/properties/b/",
                THING + "/components/a/properties/b/c",
                THING + "/components/a/properties/%62",
                THING + "/components/a/actions/b",
            })
    void whatever_is_written_otherwise_is_left_to_the_routes(String path) {
        assertThat(ReadPath.of(path, null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "expand", "expand=false", "expand=TRUE", "expand=true&x=y", "x=y"})
    void another_query_is_left_to_the_routes(String query) {
        assertThat(ReadPath.of(THING, query)).isNull();
        assertThat(ReadPath.of(COMPONENT, query)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "expand=true", "x=y"})
    void a_property_has_no_query(String query) {
        assertThat(ReadPath.of(PROPERTY, query)).isNull();
    }
}
