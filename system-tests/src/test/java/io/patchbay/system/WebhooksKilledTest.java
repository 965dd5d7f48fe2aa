package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Ten webhooks while an app writes as fast as it is answered, and the service is killed in the middle of it.
class WebhooksKilledTest {
    private static final System.Logger LOG = System.getLogger(WebhooksKilledTest.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WEBHOOKS = 10;

    /// As many as take their events one by one.
    private static final int SINGLE = 2;

    private static final int WRITERS = 16;
    private static final long ENOUGH_WRITES = 3_000;

    @Test
    void every_change_arrives_at_each_webhook_in_order_per_thing() {
        try (Service service = new Service().start();
                Told told = new Told();
                Counting counting = new Counting(Api.ofNewApp(service), WRITERS)) {
            Api api = counting.api();
            List<String> names =
                    IntStream.range(0, WEBHOOKS).mapToObj(i -> "webhook-" + i).toList();
            for (String name : names) {
                int batch = names.indexOf(name) < SINGLE ? 1 : 100;
                api.call(
                                "POST",
                                "/webhooks",
                                "",
                                Map.of("url", told.url(name), "types", List.of("property.changed"), "batch", batch))
                        .expect(201);
            }
            long begin = System.nanoTime();
            counting.start();
            await().atMost(PATIENCE).until(() -> counting.acknowledged() > ENOUGH_WRITES);
            long perSecond = counting.acknowledged() * 1_000_000_000 / (System.nanoTime() - begin);
            service.kill();
            service.start();
            long before = counting.acknowledged();
            await().atMost(PATIENCE).until(() -> counting.acknowledged() > before + ENOUGH_WRITES);
            counting.close();
            assertThat(names)
                    .allSatisfy(name -> await(name)
                            .atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(counting.counters())
                                    .allSatisfy(counter -> assertThat(
                                                    told.receiver(name).values(counter.thing()))
                                            .containsAll(counter.acknowledged()))));
            assertThat(names)
                    .allSatisfy(name -> assertThat(counting.counters())
                            .allSatisfy(
                                    counter -> assertThat(told.receiver(name).values(counter.thing()))
                                            .isSorted()
                                            .doesNotHaveDuplicates()));
            LOG.log(Level.INFO, counting.acknowledged() + " changes acknowledged, " + perSecond + "/s before the kill");
            names.forEach(name -> LOG.log(Level.INFO, name + ": " + told.receiver(name)));
        }
    }
}
