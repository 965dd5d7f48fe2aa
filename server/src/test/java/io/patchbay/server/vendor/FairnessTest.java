package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two hundred customers who would like twice of what the vendor allows their app. The calls and the vendor are real,
/// the time is not.
class FairnessTest {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Limit LIMIT = new Limit(Limit.Scope.INSTANCE, 100, Duration.ofMinutes(1), Optional.empty());
    private static final Call CALL = Call.get("/now");

    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/now", _ -> Response.json("{}"));
        }
    }

    private record Due(Instant at, UUID client) {}

    private final Vendor vendor = new Vendor();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final HttpVendors vendors = new HttpVendors(clock, new SimpleMeterRegistry(), 10, Duration.ofSeconds(20));
    private final Technology town = Town.every(INTERVAL, vendor.url(), LIMIT);
    private final UUID instance = UUID.randomUUID();
    private final Config configuration = Town.configuration(Map.of());
    private final Random random = new Random(5);
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Map<UUID, Integer> calls = new HashMap<>();

    @AfterEach
    void close() {
        vendors.close();
        vendor.close();
    }

    @Test
    void customers_of_an_instance_share_its_budget_evenly() throws Exception {
        List<UUID> customers = arrive(200);
        pass(Duration.ofHours(1));
        IntSummaryStatistics shares = shares(customers);
        assertThat(shares.getSum()).as("what the vendor allows is used").isBetween(4_700L, 5_400L);
        assertThat(shares.getMax() - shares.getMin()).as("%s", shares).isLessThanOrEqualTo(3);
    }

    @Test
    void neither_new_customers_nor_old_ones_starve() throws Exception {
        List<UUID> old = arrive(200);
        pass(Duration.ofMinutes(30));
        calls.clear();
        List<UUID> young = arrive(100);
        pass(Duration.ofHours(1));
        IntSummaryStatistics ofTheOld = shares(old);
        IntSummaryStatistics ofTheYoung = shares(young);
        // of a hundred a minute ten are kept for commands, and a tenth of the rest is what no window may exceed
        double fair = 81 * 60 / 300.0;
        assertThat(ofTheOld.getAverage()).isBetween(0.85 * fair, 1.15 * fair);
        assertThat(ofTheYoung.getAverage()).isBetween(0.85 * fair, 1.15 * fair);
        assertThat(Math.min(ofTheOld.getMin(), ofTheYoung.getMin())).isGreaterThan((int) (0.7 * fair));
    }

    /// Commands of one customer cost the others next to nothing: they have a part of their own.
    @Test
    void a_customer_with_many_commands_takes_no_polls_from_the_others() throws Exception {
        List<UUID> customers = arrive(200);
        pass(Duration.ofMinutes(30));
        long before = shares(customers).getSum();
        calls.clear();
        for (int minute = 0; minute < 30; minute++) {
            for (int i = 0; i < 20; i++) {
                try {
                    vendors.forCommand(town, instance, configuration, customers.getFirst())
                            .send(CALL);
                } catch (ConnectorException e) {
                    // the part that is kept for commands is used up
                }
            }
            pass(INTERVAL);
        }
        assertThat(shares(customers).getSum()).isGreaterThan((long) (0.9 * before));
    }

    private List<UUID> arrive(int count) {
        List<UUID> customers = Stream.generate(UUID::randomUUID).limit(count).toList();
        customers.forEach(client ->
                queue.add(new Due(clock.instant().plusMillis(random.nextLong(INTERVAL.toMillis())), client)));
        return customers;
    }

    private IntSummaryStatistics shares(List<UUID> customers) {
        return customers.stream().mapToInt(c -> calls.getOrDefault(c, 0)).summaryStatistics();
    }

    private void pass(Duration time) throws Exception {
        Instant end = clock.instant().plus(time);
        while (queue.element().at().isBefore(end)) {
            Due due = queue.remove();
            clock.set(due.at());
            queue.add(new Due(due.at().plus(next(due.client())), due.client()));
        }
        clock.set(end);
    }

    /// As the engine does: an interval after a call, or when its place has come.
    private Duration next(UUID client) throws ConnectorException, InterruptedException {
        try {
            vendors.forRound(town, instance, configuration, client).send(CALL);
            calls.merge(client, 1, Integer::sum);
            return INTERVAL;
        } catch (Postponed e) {
            return e.waiting();
        }
    }
}
