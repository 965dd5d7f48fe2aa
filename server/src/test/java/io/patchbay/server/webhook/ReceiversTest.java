package io.patchbay.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The receivers of the documentation, as they stand there, told by the service under test.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ReceiversTest {
    private static final Path FOLDER =
            Path.of("..", "docs", "receivers").toAbsolutePath().normalize();

    private final TestApp app = new TestApp();

    @ParameterizedTest
    @ValueSource(strings = {"webhook.java", "webhook.py", "webhook.js"})
    void a_receiver_takes_what_is_genuine_and_drops_what_it_has(String file) throws Exception {
        int port = freePort();
        JsonNode webhook =
                app.webhook("http://127.0.0.1:" + port + "/", ", \"types\": [\"property.changed\"], \"batch\": 1");
        Path printed = Files.createTempFile(Path.of("target"), "receiver-", ".txt");
        Process receiver = start(file, port, webhook.get("secret").asText(), printed);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
            String station = app.station("anna");
            app.put(station, 1);
            app.put(station, 2);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(lines(printed)).hasSize(3));
            assertThat(lines(printed).getLast())
                    .contains("\"type\":\"property.changed\"")
                    .contains("\"value\":\"2\"");

            app.expect(202, "POST", TestApp.path(webhook) + "/replay", "{\"from\": 0}");
            app.put(station, 3);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(lines(printed)).hasSize(4));
            assertThat(lines(printed).getLast()).contains("\"value\":\"3\"");

            SigningSecret right = new SigningSecret(webhook.get("secret").asText());
            Instant now = Instant.now();
            assertThat(post(port, right, "mine_1", now)).isEqualTo(204);
            assertThat(post(port, SigningSecret.fresh(), "mine_2", now)).isEqualTo(400);
            assertThat(post(port, right, "mine_3", now.minusSeconds(600))).isEqualTo(400);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(lines(printed)).hasSize(5));
            assertThat(lines(printed).getLast()).isEqualTo("{}");
        } finally {
            receiver.destroyForcibly();
        }
    }

    private static Process start(String file, int port, String secret, Path printed) throws IOException {
        String program = switch (file.substring(file.indexOf('.') + 1)) {
            case "java" ->
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
            case "py" -> "python3";
            default -> "node";
        };
        List<String> command = new ArrayList<>(List.of(program));
        command.add(FOLDER.resolve(file).toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("WEBHOOK_SECRET", secret);
        return builder.start();
    }

    private static int post(int port, SigningSecret secret, String id, Instant sent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(sent.getEpochSecond()))
                .header("webhook-signature", secret.sign(id, sent.getEpochSecond(), "{}"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static List<String> lines(Path printed) throws IOException {
        return Files.readAllLines(printed);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
