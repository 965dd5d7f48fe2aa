package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulators.OpenWeatherMapSimulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EqualRequestsTest {
    private static final int REQUESTS = 40;

    private final OpenWeatherMapSimulator vendor =
            new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
    private final Service service = new Service().with(Api.WEATHER, vendor);

    @BeforeAll
    void start() {
        service.start();
    }

    @AfterAll
    void stop() {
        service.close();
        vendor.close();
    }

    @Test
    void forty_equal_requests_at_once_make_one_instance() throws Exception {
        Api api = Api.ofNewApp(service);
        List<Answer> answers =
                atOnce(() -> api.createInstance(Api.WEATHER, Map.of("app_key", OpenWeatherMapSimulator.APP_KEY)));
        assertThat(answers.stream().map(Answer::status)).containsExactlyElementsOf(oneMadeTheOthersConflict());
        assertThat(api.get("/connectors/instances", "").ids())
                .containsExactly(answers.getFirst().member("id"));
    }

    @Test
    void forty_equal_requests_at_once_make_one_client_with_one_thing() throws Exception {
        Api api = Api.ofNewApp(service);
        api.weatherInstance();
        List<Answer> answers =
                atOnce(() -> api.createClient("anna", Api.WEATHER, Map.of("latitude", 52.52, "longitude", 13.41)));
        assertThat(answers.stream().map(Answer::status)).containsExactlyElementsOf(oneMadeTheOthersConflict());
        String client = answers.getFirst().member("client_id");
        assertThat(api.get("/connectors/clients", "anna").ids()).containsExactly(client);
        Clients.awaitStarted(api, client);
        assertThat(api.get("/things", "anna").ids()).hasSize(1);
    }

    /// Sorted by status.
    private static List<Answer> atOnce(Supplier<Answer> request) throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> futures = Stream.generate(() -> threads.submit(() -> {
                        start.await();
                        return request.get();
                    }))
                    .limit(REQUESTS)
                    .toList();
            start.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            answers.sort(Comparator.comparingInt(Answer::status));
            return answers;
        }
    }

    private static List<Integer> oneMadeTheOthersConflict() {
        return Stream.concat(Stream.of(201), Collections.nCopies(REQUESTS - 1, 409).stream())
                .toList();
    }
}
