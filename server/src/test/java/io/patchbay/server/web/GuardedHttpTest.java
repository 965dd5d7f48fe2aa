package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedHttpTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static GuardedHttp http(boolean allowPrivate, Names.Source source) {
        return new GuardedHttp(new AddressGuard(allowPrivate, new Names(source)), VERTX);
    }

    private static GuardedHttp open() {
        return http(true, InetAddress::getAllByName);
    }

    private static GuardedHttp.Post post(String url, Duration most) {
        return new GuardedHttp.Post(url, _ -> Map.of("Content-Type", "application/json"), "{\"a\":1}", most, 1000);
    }

    private static Heard heard(Habits.Habit habit) throws Exception {
        try (Habits server = new Habits(habit);
                GuardedHttp http = open()) {
            return http.post(post("http://127.0.0.1:" + server.port() + "/", Duration.ofMillis(1500)));
        }
    }

    private static String why(Heard heard) {
        assertThat(heard).isInstanceOf(Heard.Nothing.class);
        return ((Heard.Nothing) heard).why();
    }

    @Test
    void what_is_posted_arrives_with_the_name_of_the_host_and_the_answer_comes_back() throws Exception {
        try (Habits server =
                        new Habits(Habits.says("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno"));
                GuardedHttp http = http(true, _ -> new InetAddress[] {LOCAL})) {
            Heard heard =
                    http.post(post("http://hooks.example:" + server.port() + "/a%20b?c=d", Duration.ofSeconds(5)));
            assertThat(heard).isInstanceOfSatisfying(Heard.Answer.class, answer -> {
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.headers().first("retry-after")).hasValue("7");
                assertThat(answer.text()).isEqualTo("no");
                assertThat(answer.whole()).isTrue();
            });
            assertThat(server.requests().getFirst().toLowerCase(java.util.Locale.ROOT))
                    .startsWith("post /a%20b?c=d http/1.1\r\n")
                    .contains("host: hooks.example:" + server.port() + "\r\n")
                    .contains("content-type: application/json\r\n", "user-agent: patchbay\r\n")
                    .endsWith("\r\n\r\n{\"a\":1}");
        }
    }

    @Test
    void a_name_that_was_public_when_the_url_was_given_does_not_reach_this_machine_later() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Names.Source rebinding = _ -> new InetAddress[] {lookups.incrementAndGet() == 1 ? PUBLIC : LOCAL};
        try (Habits server = new Habits(Habits.body("secret"))) {
            String url = "http://rebind.example:" + server.port() + "/";
            assertThat(new AddressGuard(false, new Names(rebinding)).check(url))
                    .isInstanceOf(AddressGuard.Verdict.Allowed.class);
            try (GuardedHttp http = http(false, rebinding)) {
                assertThat(http.post(post(url, Duration.ofSeconds(5)))).isInstanceOf(Heard.Forbidden.class);
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void a_name_that_changes_between_check_and_connection_does_not_reach_this_machine() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Names.Source rebinding = _ -> new InetAddress[] {lookups.incrementAndGet() == 1 ? PUBLIC : LOCAL};
        try (Habits server = new Habits(Habits.body("secret"));
                GuardedHttp http = http(false, rebinding)) {
            Heard heard = http.post(post("http://rebind.example:" + server.port() + "/", Duration.ofMillis(1500)));
            assertThat(heard).isInstanceOf(Heard.Nothing.class);
            assertThat(lookups).hasValue(1);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void a_redirect_to_this_machine_is_an_answer_like_any_other() throws Exception {
        try (Habits target = new Habits(Habits.body("secret"))) {
            Heard heard = heard(Habits.says("HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:" + target.port()
                    + "/\r\nContent-Length: 0\r\n\r\n"));
            assertThat(heard)
                    .isInstanceOfSatisfying(
                            Heard.Answer.class,
                            answer -> assertThat(answer.status()).isEqualTo(307));
            assertThat(target.connections()).isZero();
        }
    }

    @Test
    void no_more_of_an_answer_is_read_than_was_asked_for() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        Heard heard = heard((_, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            try {
                endless(out);
            } catch (java.io.IOException e) {
                cut.countDown();
            }
            return false;
        });
        assertThat(heard).isInstanceOfSatisfying(Heard.Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).hasSize(1000);
            assertThat(answer.whole()).isFalse();
        });
        assertThat(cut.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    private static void endless(OutputStream out) throws java.io.IOException {
        while (true) {
            out.write(new byte[8192]);
        }
    }

    @Test
    void silence_ends_at_the_time_that_was_given() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        assertThat(why(heard((_, _) -> {
                    end.await();
                    return false;
                })))
                .isEqualTo("it did not answer within 1 s");
        end.countDown();
    }

    @Test
    void an_answer_that_drips_ends_at_the_time_that_was_given() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        assertThat(why(heard((_, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1".getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    end.await();
                    return false;
                })))
                .isEqualTo("its answer was not complete within 1 s");
        end.countDown();
    }

    @Test
    void what_is_no_answer_is_said_in_words_without_the_url() throws Exception {
        assertThat(why(heard((_, _) -> false))).isEqualTo("its answer broke off or was no HTTP");
        assertThat(why(heard((_, out) -> {
                    out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                    return false;
                })))
                .isEqualTo("its answer broke off or was no HTTP");
        try (GuardedHttp http = open()) {
            String url;
            try (Habits gone = new Habits(Habits.body(""))) {
                url = "http://127.0.0.1:" + gone.port() + "/";
            }
            assertThat(why(http.post(post(url, Duration.ofSeconds(5))))).isEqualTo("it could not be reached");
        }
    }

    @Test
    void an_answer_that_breaks_off_is_not_whole() throws Exception {
        assertThat(heard((_, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12".getBytes(StandardCharsets.ISO_8859_1));
                    return false;
                }))
                .isInstanceOfSatisfying(
                        Heard.Answer.class, answer -> assertThat(answer.whole()).isFalse());
    }

    @Test
    void a_connection_is_used_again_and_one_that_was_closed_meanwhile_is_no_failure() throws Exception {
        // announces nothing and closes instead of answering the second request
        Habits.Habit closing = (request, out) -> {
            if (request == 2) {
                return false;
            }
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return true;
        };
        try (Habits server = new Habits(closing);
                GuardedHttp http = open()) {
            String url = "http://127.0.0.1:" + server.port() + "/";
            for (int i = 0; i < 10; i++) {
                assertThat(http.post(post(url, Duration.ofSeconds(5)))).isInstanceOf(Heard.Answer.class);
            }
            assertThat(server.requests()).hasSizeGreaterThan(10);
        }
    }

    @Test
    void the_next_address_of_a_host_is_tried_when_one_cannot_be_reached() throws Exception {
        try (Habits server = new Habits(Habits.body(""));
                GuardedHttp http = http(true, _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.77"), LOCAL})) {
            assertThat(http.post(post("http://two.example:" + server.port() + "/", Duration.ofSeconds(5))))
                    .isInstanceOf(Heard.Answer.class);
        }
    }

    @Test
    void the_certificate_is_held_against_the_name_though_the_connection_is_made_to_the_address(@TempDir Path folder)
            throws Exception {
        Path keys = folder.resolve("keys.jks");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "san=dns:hooks.example",
                        "-storetype",
                        "JKS",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit",
                        "-keypass",
                        "changeit")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String before = System.setProperty("javax.net.ssl.trustStore", keys.toString());
        HttpServer server = VERTX.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setSni(true)
                        .setKeyCertOptions(
                                new JksOptions().setPath(keys.toString()).setPassword("changeit")))
                .requestHandler(
                        request -> request.response().end(request.connection().indicatedServerName()));
        try (GuardedHttp http = http(true, _ -> new InetAddress[] {LOCAL})) {
            int port = server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            assertThat(http.post(post("https://hooks.example:" + port + "/", Duration.ofSeconds(5))))
                    .isInstanceOfSatisfying(
                            Heard.Answer.class,
                            answer -> assertThat(answer.text()).isEqualTo("hooks.example"));
            assertThat(why(http.post(post("https://other.example:" + port + "/", Duration.ofSeconds(5)))))
                    .contains("certificate");
        } finally {
            if (before == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            } else {
                System.setProperty("javax.net.ssl.trustStore", before);
            }
            server.close();
        }
    }

    @Test
    void a_name_server_that_does_not_answer_holds_nobody_else_up() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Names.Source slow = host -> {
            if (host.startsWith("slow")) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException(host);
                }
            }
            return new InetAddress[] {LOCAL};
        };
        try (Habits server = new Habits(Habits.body(""));
                GuardedHttp http = http(true, slow)) {
            for (int i = 0; i < 20; i++) {
                String url = "http://slow" + i + ".example:" + server.port() + "/";
                Thread.ofVirtual().start(() -> {
                    try {
                        http.post(post(url, Duration.ofSeconds(5)));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThat(http.post(post("http://fast.example:" + server.port() + "/", Duration.ofSeconds(2))))
                    .isInstanceOf(Heard.Answer.class);
            assertThat(why(http.post(post("http://slow0.example:" + server.port() + "/", Duration.ofSeconds(9)))))
                    .contains("cannot be found");
        } finally {
            end.countDown();
        }
    }
}
