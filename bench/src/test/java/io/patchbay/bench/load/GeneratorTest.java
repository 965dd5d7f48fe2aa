package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.patchbay.bench.lab.BenchmarkException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private volatile byte[] answer = "{\"value\":1}".getBytes(StandardCharsets.UTF_8);
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static Request put() {
        return Request.of("PUT", "/x", "Bearer t", "anna", "{\"value\":\"" + Request.COUNTER + "\"}");
    }

    @Test
    void each_request_is_sent_once_and_counted_once() {
        try (Generator generator = new Generator(port(), 4)) {
            Load load = generator.run(Requests.eachOf(Collections.nCopies(100, put())), Duration.ofSeconds(30));
            assertThat(load.answered()).isEqualTo(100);
            assertThat(load.micros().getTotalCount()).isEqualTo(100);
            assertThat(load.perSecond()).isEqualTo(100 / load.seconds());
        }
        assertThat(bodies).hasSize(100);
    }

    @Test
    void no_two_requests_set_the_same_value() {
        try (Generator generator = new Generator(port(), 4)) {
            generator.run(Requests.anyOf(List.of(put(), put(), put())), Duration.ofMillis(300));
            generator.run(Requests.anyOf(List.of(put(), put(), put())), Duration.ofMillis(300));
        }
        assertThat(bodies).hasSizeGreaterThan(3);
        assertThat(Set.copyOf(bodies)).hasSameSizeAs(bodies);
        assertThat(bodies).allMatch(body -> body.matches("\\{\"value\":\"1[0-9]{9}\"}"));
    }

    @Test
    void an_answer_without_success_ends_the_run() {
        status = 404;
        try (Generator generator = new Generator(port(), 2)) {
            assertThatThrownBy(() -> generator.run(Requests.anyOf(List.of(put())), Duration.ofSeconds(5)))
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessageContaining("404");
        }
    }

    @Test
    void the_body_of_an_answer_is_read_whatever_its_size() {
        answer = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThat(Generator.once(port(), put())).isEqualTo(answer);
    }

    @Test
    void an_answer_without_a_body_is_complete() {
        answer = new byte[0];
        status = 204;
        assertThat(Generator.once(port(), put())).isEmpty();
    }
}
