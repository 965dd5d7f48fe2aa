package io.patchbay.tck.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Vendor vendor = new Vendor(0);

    static final class Vendor extends Simulator {
        Vendor(int port) {
            super(port);
            get("/v1/things/{id}", request -> Response.json("{\"id\":\"" + request.part("id") + "\",\"n\":1}"));
            post("/v1/form", request -> Response.json("\"" + request.form().get("a b") + "\""));
            get("/broken", request -> {
                throw new IllegalStateException("broken");
            });
        }
    }

    @AfterEach
    void stop() {
        http.close();
        vendor.close();
    }

    @Test
    void a_route_answers_and_the_call_is_recorded() throws Exception {
        assertThat(get("/v1/things/a%20b?x=1&x=2%2B&y").body()).isEqualTo("{\"id\":\"a b\",\"n\":1}");
        assertThat(vendor.calls()).singleElement().satisfies(call -> {
            assertThat(call).hasToString("GET /v1/things/a b");
            assertThat(call.query()).containsEntry("x", List.of("1", "2+")).containsEntry("y", List.of(""));
            assertThat(call.header("User-Agent")).isPresent();
        });
    }

    @Test
    void a_form_is_read() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(vendor.url().resolve("/v1/form"))
                .POST(HttpRequest.BodyPublishers.ofString("a+b=c%3D"))
                .build();
        assertThat(http.send(form, BodyHandlers.ofString()).body()).isEqualTo("\"[c=]\"");
    }

    @Test
    void an_unknown_path_is_404_and_a_broken_handler_500() throws Exception {
        assertThat(get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(vendor.crash()).isEmpty();
        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(vendor.crash()).containsInstanceOf(IllegalStateException.class);
    }

    @Test
    void whole_answers_replace_the_good_one_until_it_recovers() throws Exception {
        assertThat(status(Fault.UNAUTHORIZED)).isEqualTo(401);
        assertThat(status(Fault.FORBIDDEN)).isEqualTo(403);
        assertThat(status(Fault.THROTTLED)).isEqualTo(429);
        assertThat(status(Fault.DOWN)).isEqualTo(503);
        vendor.faults().set(Fault.THROTTLED_FOR_A_WHILE);
        assertThat(get("/v1/things/a").headers().firstValue("Retry-After")).contains("7");
        vendor.faults().set(Fault.HTML);
        assertThat(get("/v1/things/a").body()).contains("<html>");
        vendor.faults().recover();
        assertThat(get("/v1/things/a").body()).isEqualTo("{\"id\":\"a\",\"n\":1}");
    }

    @Test
    void a_vendor_may_have_its_own_words() throws Exception {
        vendor.faults().answer(Fault.UNAUTHORIZED, Response.json(401, "{\"cod\":401}"));
        vendor.faults().set(Fault.UNAUTHORIZED);
        assertThat(get("/v1/things/a").body()).isEqualTo("{\"cod\":401}");
    }

    @Test
    void a_fault_may_begin_later() throws Exception {
        vendor.faults().from(1, Fault.DOWN);
        assertThat(get("/v1/things/a").statusCode()).isEqualTo(200);
        assertThat(get("/v1/things/a").statusCode()).isEqualTo(503);
        assertThat(get("/v1/things/a").statusCode()).isEqualTo(503);
    }

    @Test
    void one_answer_may_be_rewritten() throws Exception {
        vendor.faults().rewriting(1, body -> JsonText.without(body, 1));
        assertThat(get("/v1/things/a").body()).isEqualTo("{\"id\":\"a\",\"n\":1}");
        assertThat(get("/v1/things/a").body()).isEqualTo("{\"id\":\"a\"}");
        assertThat(get("/v1/things/a").body()).isEqualTo("{\"id\":\"a\",\"n\":1}");
    }

    @Test
    void an_answer_is_cut_in_its_middle() {
        vendor.faults().set(Fault.CUT);
        assertThatThrownBy(() -> get("/v1/things/a")).isInstanceOf(IOException.class);
    }

    @Test
    void a_slow_answer_ends_when_the_vendor_recovers() throws Exception {
        vendor.faults().set(Fault.SLOW);
        try (InputStream body = open("/v1/things/a").body()) {
            assertThat(body.read()).isEqualTo(' ');
            vendor.faults().recover();
            assertThat(body.readAllBytes()).hasSizeLessThan(1000);
        }
    }

    @Test
    void an_endless_answer_has_no_end() throws Exception {
        vendor.faults().set(Fault.ENDLESS);
        try (InputStream body = open("/v1/things/a").body()) {
            assertThat(body.readNBytes(8 * 1024 * 1024)).hasSize(8 * 1024 * 1024);
        }
    }

    @Test
    void connections_are_refused_and_accepted_again_at_the_same_port() throws Exception {
        URI url = vendor.url();
        vendor.faults().set(Fault.REFUSED);
        assertThatThrownBy(() -> get("/v1/things/a")).isInstanceOf(ConnectException.class);
        vendor.faults().recover();
        assertThat(get("/v1/things/a").statusCode()).isEqualTo(200);
        assertThat(vendor.url()).isEqualTo(url);
    }

    @Test
    void recording_is_bounded_and_can_be_switched_off() throws Exception {
        vendor.record(2);
        get("/1");
        get("/2");
        get("/3");
        assertThat(vendor.calls()).extracting(Request::path).containsExactly("/2", "/3");
        vendor.record(0);
        get("/4");
        assertThat(vendor.calls()).isEmpty();
    }

    @Test
    void its_port_is_free_after_close() throws Exception {
        vendor.close();
        try (Vendor next = new Vendor(vendor.url().getPort())) {
            assertThat(next.url()).isEqualTo(vendor.url());
            assertThat(get("/v1/things/a").statusCode()).isEqualTo(200);
        }
    }

    private int status(Fault fault) throws Exception {
        vendor.faults().set(fault);
        return get("/v1/things/a").statusCode();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(vendor.url() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<InputStream> open(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(vendor.url() + path)).build(), BodyHandlers.ofInputStream());
    }
}
