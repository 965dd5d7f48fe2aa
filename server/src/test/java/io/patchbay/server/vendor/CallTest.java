package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.Secret;
import io.patchbay.connector.VendorHttp;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls against vendors that misbehave.
class CallTest {
    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/now", _ -> Response.json("{\"temp\":7}"));
            get("/moved", _ -> Response.empty(302).header("Location", "/now"));
            get("/away", _ -> Response.empty(302).header("Location", "http://localhost:1/steal"));
            get("/round", _ -> Response.empty(302).header("Location", "/round"));
            post("/now", request -> Response.json(201, request.text()));
        }
    }

    private final Vendor vendor = new Vendor();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpVendors vendors = new HttpVendors(InstantSource.system(), meters, 10, Duration.ofSeconds(1));

    @AfterEach
    void close() {
        vendors.close();
        vendor.close();
    }

    @Test
    void an_answer_comes_with_its_status_headers_and_body() throws Exception {
        Reply reply = http(vendor.url()).send(Call.get("/now").query("q", "a b&c"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).contains("application/json");
        assertThat(reply.text()).isEqualTo("{\"temp\":7}");
        assertThat(vendor.calls().getFirst().query("q")).contains("a b&c");
    }

    @Test
    void a_body_is_sent_with_its_type() throws Exception {
        Reply reply = http(vendor.url()).send(Call.form("/now", Map.of("a", "ü 1")));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text()).isEqualTo("a=%C3%BC%201");
        assertThat(vendor.calls().getFirst().header("content-type")).contains("application/x-www-form-urlencoded");
    }

    @Test
    void any_status_is_an_answer() throws Exception {
        vendor.faults().set(Fault.DOWN);
        assertThat(http(vendor.url()).send(Call.get("/now")).status()).isEqualTo(503);
        assertThat(meters.get("patchbay.vendor.calls")
                        .tag("outcome", "5xx")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_refused_connection_is_said_in_words() {
        vendor.faults().set(Fault.REFUSED);
        assertThat(cause(vendor.url())).isEqualTo(Wire.host(vendor.url()) + " refused the connection");
    }

    @Test
    void an_unknown_host_is_said_in_words() {
        assertThat(cause(URI.create("http://no-such-host.invalid")))
                .isEqualTo("no-such-host.invalid is not a known host name");
    }

    @Test
    void an_answer_that_is_cut_is_said_in_words() {
        vendor.faults().set(Fault.CUT);
        assertThat(cause(vendor.url()))
                .isEqualTo(Wire.host(vendor.url()) + " closed the connection before its answer was complete");
    }

    @Test
    void an_answer_that_drips_is_ended_and_said_in_words() {
        vendor.faults().set(Fault.SLOW);
        assertThat(cause(vendor.url())).isEqualTo(Wire.host(vendor.url()) + " did not finish its answer within 1 s");
        assertThat(meters.get("patchbay.vendor.calls")
                        .tag("outcome", "dripping")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void an_answer_without_an_end_is_cut_at_four_mebibytes() {
        vendor.faults().set(Fault.ENDLESS);
        assertThat(cause(vendor.url())).isEqualTo(Wire.host(vendor.url()) + " answered with more than 4 MiB");
    }

    @Test
    void silence_is_ended_and_its_connection_closed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CountDownLatch closed = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> readToTheEnd(silent, closed));
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            assertThat(cause(uri)).isEqualTo(Wire.host(uri) + " did not answer within 1 s");
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void what_is_not_http_is_said_in_words() throws Exception {
        try (ServerSocket mail = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = mail.accept()) {
                    socket.getOutputStream()
                            .write("220 mail.example.org ESMTP\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the caller hangs up
                }
            });
            URI uri = URI.create("http://127.0.0.1:" + mail.getLocalPort());
            assertThat(cause(uri)).isEqualTo(Wire.host(uri) + " answered something that is not HTTP");
        }
    }

    @Test
    void a_redirect_on_the_same_host_is_followed() throws Exception {
        assertThat(http(vendor.url()).send(Call.get("/moved")).text()).contains("temp");
    }

    @Test
    void a_redirect_to_another_host_is_an_answer_and_is_not_followed() throws Exception {
        assertThat(http(vendor.url()).send(Call.get("/away")).status()).isEqualTo(302);
    }

    @Test
    void redirects_in_a_circle_come_to_an_end() throws Exception {
        assertThat(http(vendor.url()).send(Call.get("/round")).status()).isEqualTo(302);
        assertThat(vendor.calls()).hasSize(1 + Redirects.MOST);
    }

    @Test
    void no_failure_names_a_secret() {
        vendor.faults().set(Fault.REFUSED);
        Call call = Call.get("/now").secretQuery("key", new Secret("s3cret"));
        assertThatThrownBy(() -> http(vendor.url()).send(call)).satisfies(CallTest::namesNoSecret);
        Call crooked = Call.get("/no w").secretQuery("key", new Secret("s3cret"));
        assertThatThrownBy(() -> http(vendor.url()).send(crooked))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(CallTest::namesNoSecret);
        Call header = Call.get("/now").header("Authorization", "s3cret\r\nX: y");
        assertThatThrownBy(() -> http(vendor.url()).send(header))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(CallTest::namesNoSecret);
    }

    @Test
    void an_interrupt_ends_a_call_at_once() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CountDownLatch closed = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> readToTheEnd(silent, closed));
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            HttpVendors patient =
                    new HttpVendors(InstantSource.system(), new SimpleMeterRegistry(), 10, Duration.ofMinutes(5));
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    VendorHttp http = patient.forRound(
                            Town.at(URI.create("http://127.0.0.1:" + silent.getLocalPort())),
                            UUID.randomUUID(),
                            Town.configuration(Map.of()),
                            UUID.randomUUID());
                    http.send(Call.get("/"));
                } catch (ConnectorException | InterruptedException e) {
                    thrown.set(e);
                }
            });
            await().until(() -> caller.getState() == Thread.State.WAITING);
            caller.interrupt();
            await().untilAtomic(thrown, org.hamcrest.Matchers.instanceOf(InterruptedException.class));
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            patient.close();
        }
    }

    private VendorHttp http(URI base) {
        return vendors.forRound(Town.at(base), UUID.randomUUID(), Town.configuration(Map.of()), UUID.randomUUID());
    }

    private String cause(URI base) {
        try {
            Reply reply = http(base).send(Call.get("/now"));
            throw new AssertionError("answered " + reply.status());
        } catch (ConnectorException e) {
            assertThat(e.failure()).isInstanceOf(Failure.Unavailable.class);
            return e.failure().cause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void namesNoSecret(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("s3cret");
        }
    }

    private static void readToTheEnd(ServerSocket server, CountDownLatch closed) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            in.readAllBytes();
        } catch (IOException e) {
            // reset is an end, too
        }
        closed.countDown();
    }
}
