package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The receivers of the documentation do what it says.
class StreamReceiversTest {
    private static final Path RECEIVERS = Path.of("..", "docs", "receivers").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HALF = 40;

    private final Service service = new Service();
    private Api api;
    private String thing;

    @BeforeEach
    void start() {
        service.start();
        api = Api.ofNewApp(service);
        thing = Writers.thing(api);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.java", "stream.py", "stream.mjs"})
    void a_stream_is_resumed_after_a_kill_without_a_loss(String receiver) throws Exception {
        Path heard = Files.createTempFile(Path.of("target"), "heard-", ".txt");
        Process process = run(receiver, heard);
        try {
            // until it hears anything it is not there yet
            await().atMost(PATIENCE).until(() -> {
                write(-1);
                write(0);
                return Files.readString(heard).contains("property.changed");
            });
            IntStream.rangeClosed(1, HALF).forEach(this::write);
            await().atMost(PATIENCE).until(() -> values(heard).contains(HALF));
            service.kill();
            service.start();
            IntStream.rangeClosed(HALF + 1, 2 * HALF).forEach(this::write);
            await().atMost(PATIENCE).until(() -> values(heard).contains(2 * HALF));
            assertThat(process.isAlive()).isTrue();
            assertThat(values(heard).stream().filter(value -> value > 0))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 2 * HALF).boxed().toList());
        } finally {
            process.destroyForcibly();
        }
    }

    private void write(int value) {
        api.call(
                        "PUT",
                        "/things/" + thing + "/components/meter/properties/count",
                        "writer",
                        java.util.Map.of("value", String.valueOf(value)))
                .expect(200);
    }

    private Process run(String receiver, Path heard) throws IOException {
        String program = switch (receiver.substring(receiver.indexOf('.') + 1)) {
            case "py" -> "python3";
            case "mjs" -> "node";
            default -> Path.of(System.getProperty("java.home"), "bin", "java").toString();
        };
        ProcessBuilder builder = new ProcessBuilder(
                        program, RECEIVERS.resolve(receiver).toString())
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile());
        builder.environment().put("PATCHBAY_URL", service.base());
        builder.environment().put("PATCHBAY_TOKEN", api.token());
        return builder.start();
    }

    /// In the order in which they were printed.
    private static List<Integer> values(Path heard) {
        try {
            return Files.readString(heard)
                    .lines()
                    .filter(line -> line.startsWith("property.changed") && line.endsWith("}"))
                    .map(line -> Integer.valueOf(line.replaceAll(".*\"value\":\"(-?\\d+)\".*", "$1")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
