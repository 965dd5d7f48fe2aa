package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    private final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/now", _ -> Response.json("{}"));
            get("/gated", _ -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return Response.json("{}");
            });
        }
    }

    private static final Call CALL = Call.get("/now").forAll();

    private final Vendor vendor = new Vendor();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpVendors vendors = new HttpVendors(clock, meters, 10, Duration.ofSeconds(20));
    private final UUID instance = UUID.randomUUID();

    @AfterEach
    void close() {
        gate.countDown();
        vendors.close();
        vendor.close();
    }

    @Test
    void an_answer_serves_equal_calls_of_the_instance_for_half_an_interval() throws Exception {
        send(CALL);
        clock.advance(Duration.ofSeconds(29));
        send(CALL);
        assertThat(vendor.calls()).hasSize(1);
        assertThat(meters.get("patchbay.vendor.shared").counter().count()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        send(CALL);
        assertThat(vendor.calls()).hasSize(2);
    }

    @Test
    void other_questions_other_instances_and_unshared_calls_are_asked_on_their_own() throws Exception {
        send(CALL);
        send(CALL.query("q", 1));
        send(CALL.header("Accept-Language", "de"));
        send(Call.get("/now"));
        http(UUID.randomUUID()).send(CALL);
        vendors.forInstance(town(), instance, Town.configuration(Map.of())).send(CALL);
        assertThat(vendor.calls()).hasSize(6);
    }

    @Test
    void who_asks_at_the_same_time_shares_the_call_under_way() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                replies.add(threads.submit(() -> send(Call.get("/gated").forAll())));
            }
            await().until(() -> !vendor.calls().isEmpty());
            gate.countDown();
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isEqualTo(200);
            }
        }
        assertThat(vendor.calls()).hasSize(1);
    }

    @Test
    void a_failure_is_not_kept() throws Exception {
        vendor.faults().set(Fault.DOWN);
        assertThat(send(CALL).status()).isEqualTo(503);
        vendor.faults().set(Fault.REFUSED);
        assertThatThrownBy(() -> send(CALL)).isInstanceOf(ConnectorException.class);
        vendor.faults().recover();
        assertThat(send(CALL).status()).isEqualTo(200);
    }

    @Test
    void when_the_one_who_asks_is_stopped_another_asks() throws Exception {
        Callable<Reply> asking = () -> send(Call.get("/gated").forAll());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> first = threads.submit(asking);
            await().until(() -> vendor.calls().size() == 1);
            Future<Reply> second = threads.submit(asking);
            first.cancel(true);
            await().until(() -> vendor.calls().size() == 2);
            gate.countDown();
            assertThat(second.get().status()).isEqualTo(200);
        }
    }

    @Test
    void clients_of_one_place_wait_for_one_place_in_the_budget() throws Exception {
        Technology town =
                Town.at(vendor.url(), new Limit(Limit.Scope.INSTANCE, 1, Duration.ofMinutes(1), Optional.empty()));
        http(town, UUID.randomUUID()).send(Call.get("/now"));
        UUID first = UUID.randomUUID();
        assertThatThrownBy(() -> http(town, first).send(CALL)).isInstanceOf(Postponed.class);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> http(town, UUID.randomUUID()).send(CALL))
                    .isInstanceOfSatisfying(
                            Postponed.class,
                            e -> assertThat(e.waiting()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61)));
        }
        clock.advance(Duration.ofSeconds(60));
        http(town, first).send(CALL);
        for (int i = 0; i < 10; i++) {
            http(town, UUID.randomUUID()).send(CALL);
        }
        assertThat(vendor.calls()).hasSize(2);
    }

    private Reply send(Call call) throws ConnectorException, InterruptedException {
        return http(instance).send(call);
    }

    private VendorHttp http(UUID of) {
        return vendors.forRound(town(), of, Town.configuration(Map.of()), UUID.randomUUID());
    }

    private VendorHttp http(Technology town, UUID client) {
        return vendors.forRound(town, instance, Town.configuration(Map.of()), client);
    }

    private Technology town() {
        return Town.at(vendor.url());
    }
}
