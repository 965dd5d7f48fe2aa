package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggedPathTest {
    @Test
    void an_address_that_is_a_secret_is_left_out() {
        assertThat(LoggedPath.of("/api/v1/connectors/actions/GFp5vXFNQdHXt8RPuU7Hj1vqOHa3sQbH0xkQ9eOQ7yM"))
                .isEqualTo("/api/v1/connectors/actions/…");
    }

    @Test
    void other_paths_are_shown() {
        String path = "/api/v1/things/56ed33d9-bd1a-4650-9264-d996132098de/components/" + "a".repeat(44);
        assertThat(LoggedPath.of(path)).isEqualTo(path);
    }
}
