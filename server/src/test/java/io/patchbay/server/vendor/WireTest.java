package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections, and what is said over them.
class WireTest {
    private static final Call POST = Call.of("POST", "/").body("{}", "application/json");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, HostConnections> hosts = new ConcurrentHashMap<>();
    private final Wire wire = new Wire(Duration.ofSeconds(1), meters);

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void a_connection_serves_one_call_after_another() throws Exception {
        try (RawVendor vendor = RawVendor.saying(RawVendor.SEVEN)) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(vendor).text()).isEqualTo("7");
            }
            assertThat(vendor.connections()).isEqualTo(1);
            assertThat(open()).isEqualTo(1);
        }
    }

    @Test
    void what_is_asked_is_said_in_the_words_of_http() throws Exception {
        try (RawVendor vendor = RawVendor.saying(RawVendor.SEVEN)) {
            Call call = Call.of("PUT", "/").header("X-Key", "k").body("{\"a\":\"ü\"}", "application/json");
            exchange(call, URI.create(vendor.url() + "/a%20b?q=1%262"));
            assertThat(vendor.requests().getFirst().lines())
                    .containsExactlyInAnyOrder(
                            "PUT /a%20b?q=1%262 HTTP/1.1",
                            "Host: " + vendor.url().getAuthority(),
                            "User-Agent: patchbay",
                            "X-Key: k",
                            "Content-Length: 10",
                            "Content-Type: application/json",
                            "",
                            "{\"a\":\"ü\"}");
            exchange(Call.get("/").header("User-Agent", "me"), URI.create(vendor.url() + "?ö=ü"));
            assertThat(vendor.requests().getLast())
                    .startsWith("GET /?%C3%B6=%C3%BC HTTP")
                    .contains("User-Agent: me");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n1 \r\n1\r\n2\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nConnection: close\r\n\r\n1 2",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n1 2",
                "HTTP/1.1 200\r\nContent-Length: 3\r\n\r\n1 2"
            })
    void an_answer_has_many_shapes(String answer) throws Exception {
        try (RawVendor vendor = RawVendor.saying(answer)) {
            assertThat(get(vendor).text()).isEqualTo("1 2");
            assertThat(get(vendor).text())
                    .as("and nothing of it is left behind")
                    .isEqualTo("1 2");
            assertThat(vendor.connections()).isEqualTo(answer.contains("close") ? 2 : 1);
        }
    }

    @Test
    void an_answer_without_a_length_ends_with_its_connection() throws Exception {
        try (RawVendor vendor = new RawVendor((peer, _) -> {
            peer.hears();
            peer.says("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nolden");
        })) {
            assertThat(get(vendor).text()).isEqualTo("olden");
            assertThat(open()).isZero();
        }
    }

    @Test
    void an_answer_without_a_body_has_none() throws Exception {
        try (RawVendor vendor = RawVendor.saying("HTTP/1.1 204 No Content\r\nX-A: 1\r\nx-a: 2\r\nX-B: 3\r\n\r\n")) {
            Reply reply = get(vendor);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.headers()).isEqualTo(Map.of("x-a", List.of("1", "2"), "x-b", List.of("3")));
            assertThat(reply.header("X-A")).contains("1");
            assertThat(reply.header("x-c")).isEmpty();
        }
    }

    @Test
    void a_connection_that_the_vendor_has_closed_costs_no_call() throws Exception {
        try (RawVendor vendor = new RawVendor((peer, _) -> {
            peer.hears();
            peer.says(RawVendor.SEVEN);
        })) {
            get(vendor);
            assertThat(get(vendor).text()).isEqualTo("7");
            assertThat(post(vendor).text())
                    .as("a closed connection is not posted to")
                    .isEqualTo("7");
            assertThat(vendor.requests()).hasSize(3);
        }
    }

    @Test
    void a_vendor_that_says_goodbye_to_a_waiting_connection_is_asked_over_another() throws Exception {
        try (RawVendor vendor = new RawVendor((peer, number) -> {
            peer.hears();
            peer.says(RawVendor.SEVEN);
            if (number == 1) {
                peer.says("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                peer.waits();
            }
        })) {
            get(vendor);
            assertThat(get(vendor).status()).isEqualTo(200);
        }
    }

    @Test
    void what_may_have_been_carried_out_is_not_sent_again() throws Exception {
        try (RawVendor vendor = new RawVendor((peer, _) -> {
            peer.hears();
            peer.says(RawVendor.SEVEN);
            peer.hears();
        })) {
            get(vendor);
            assertThatThrownBy(() -> post(vendor))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageEndingWith("closed the connection before its answer was complete");
            assertThat(vendor.requests()).hasSize(2);
        }
    }

    @Test
    void an_answer_that_has_begun_is_not_asked_for_again() throws Exception {
        try (RawVendor vendor = new RawVendor((peer, _) -> {
            peer.hears();
            peer.says(RawVendor.SEVEN);
            peer.hears();
            peer.says("HTTP/1.1 200 OK\r\nContent-Len");
        })) {
            get(vendor);
            assertThatThrownBy(() -> get(vendor)).isInstanceOf(ConnectorException.class);
            assertThat(vendor.requests()).hasSize(2);
        }
    }

    @Test
    void a_connection_waits_no_longer_than_the_vendor_keeps_it() throws Exception {
        try (RawVendor vendor =
                RawVendor.saying("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nKeep-Alive: timeout=1\r\n\r\n7")) {
            get(vendor);
            await().until(() -> vendor.ended() == 1);
            assertThat(open()).isZero();
            assertThat(get(vendor).text()).isEqualTo("7");
            assertThat(vendor.requests()).hasSize(2);
        }
    }

    @Test
    void a_promise_of_more_than_four_mebibytes_is_not_waited_for() throws Exception {
        try (RawVendor vendor = RawVendor.saying("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n1")) {
            assertThatThrownBy(() -> get(vendor)).hasMessageEndingWith("answered with more than 4 MiB");
            assertThat(open()).isZero();
        }
    }

    @Test
    void chunks_that_make_no_sense_are_said_in_words() throws Exception {
        try (RawVendor vendor = RawVendor.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")) {
            assertThatThrownBy(() -> get(vendor)).hasMessageEndingWith("answered something that is not HTTP");
        }
    }

    private Reply get(RawVendor vendor) throws ConnectorException, InterruptedException {
        return exchange(Call.get("/"), vendor.url());
    }

    private Reply post(RawVendor vendor) throws ConnectorException, InterruptedException {
        return exchange(POST, vendor.url());
    }

    private double open() {
        return meters.get("patchbay.vendor.connections").gauge().value();
    }

    private Reply exchange(Call call, URI uri) throws ConnectorException, InterruptedException {
        return wire.exchange(
                "town", call, uri, hosts.computeIfAbsent(uri.getAuthority(), _ -> HostConnections.to(uri)));
    }
}
