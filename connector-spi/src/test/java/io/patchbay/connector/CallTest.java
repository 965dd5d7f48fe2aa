package io.patchbay.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final URI PUBLISHED = URI.create("https://api.vendor.example/rest/");
    private static final URI MOVED = URI.create("http://127.0.0.1:9101");
    private static final Call ELSEWHERE = Call.get("https://search.vendor.example/v1/search");

    @Test
    void a_relative_path_is_under_the_base() {
        Call call = Call.get("/v1/now").query("place", "Köln & Bonn");
        assertThat(call.uri(PUBLISHED))
                .hasToString("https://api.vendor.example/rest/v1/now?place=K%C3%B6ln%20%26%20Bonn");
        assertThat(call.uriMoved(MOVED)).hasToString("http://127.0.0.1:9101/v1/now?place=K%C3%B6ln%20%26%20Bonn");
    }

    @Test
    void another_host_of_the_vendor_is_called_where_it_is() {
        assertThat(ELSEWHERE.query("name", "Berlin").uri(PUBLISHED))
                .hasToString("https://search.vendor.example/v1/search?name=Berlin");
    }

    @Test
    void a_vendor_that_is_moved_is_moved_with_all_its_hosts() {
        assertThat(ELSEWHERE.query("name", "Berlin").uriMoved(MOVED))
                .hasToString("http://127.0.0.1:9101/v1/search?name=Berlin");
    }
}
