package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a server of its own, where two may wait.
class CrowdTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<RoutingContext> waiting = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<HttpResponse<String>>> begun = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() {
        Errors errors = new Errors(new ObjectMapper(), new Links("http://localhost"), List.of());
        Crowd crowd = new Crowd(errors, metrics, 2);
        Router router = Router.router(vertx);
        router.route().handler(crowd::admit);
        router.route("/stream").handler(exchange -> {
            exchange.response().setChunked(true).write("begun");
            waiting.add(exchange);
        });
        router.route("/q/health").handler(exchange -> exchange.response().end("well"));
        router.route("/slow").handler(waiting::add);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        begun.forEach(one -> one.cancel(true));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void begin(String path) {
        begun.add(get(path));
    }

    private double count() {
        return metrics.get("patchbay.requests.waiting").gauge().value();
    }

    private void two() {
        begin("/slow");
        begin("/slow");
        await().until(() -> waiting.size() == 2);
    }

    private void answerAll() {
        for (RoutingContext one = waiting.poll(); one != null; one = waiting.poll()) {
            RoutingContext exchange = one;
            exchange.vertx().runOnContext(_ -> exchange.response().end("done"));
        }
    }

    @Test
    void who_is_too_many_is_told_to_come_back() {
        two();
        HttpResponse<String> third = get("/slow").join();
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("Retry-After")).contains("1");
        assertThat(third.body()).contains("UNAVAILABLE");
        answerAll();
        await().until(() -> count() == 0);
        CompletableFuture<HttpResponse<String>> again = get("/slow");
        await().until(() -> waiting.size() == 1);
        answerAll();
        assertThat(again.join().statusCode()).isEqualTo(200);
    }

    @Test
    void who_goes_away_leaves_a_place() {
        two();
        waiting.forEach(exchange -> exchange.request().connection().close());
        await().until(() -> count() == 0);
    }

    @Test
    void a_stream_that_has_begun_waits_for_nothing() {
        begin("/stream");
        begin("/stream");
        begin("/stream");
        await().until(() -> waiting.size() == 3);
        assertThat(count()).isZero();
    }

    @Test
    void how_the_service_is_can_always_be_asked() {
        two();
        assertThat(get("/q/health").join().statusCode()).isEqualTo(200);
        answerAll();
    }
}
