package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ten thousand clients of a vendor that is away for ten minutes: each is polled every minute, or when it was told to
/// ask again, as the engine does. The vendor and the calls are real, the time is not.
class LongOutageTest {
    private static final int CLIENTS = 10_000;
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Call CALL = Call.get("/now");

    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/now", _ -> Response.json("{}"));
        }
    }

    private record Due(Instant at, UUID client) {}

    private final Vendor vendor = new Vendor();
    private final Instant begin = Instant.parse("2026-11-01T12:00:00Z");
    private final HandClock clock = new HandClock(begin);
    private final HttpVendors vendors = new HttpVendors(clock, new SimpleMeterRegistry(), 10, Duration.ofSeconds(20));
    private final Technology town = Town.every(INTERVAL, vendor.url());
    private final UUID instance = UUID.randomUUID();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Set<UUID> well = new HashSet<>();
    private final List<Instant> answered = new ArrayList<>();
    private final Config configuration = Town.configuration(Map.of());
    private int asked;

    @AfterEach
    void close() {
        vendors.close();
        vendor.close();
    }

    @Test
    void ten_minutes_cost_few_calls_and_end_without_a_herd() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < CLIENTS; i++) {
            queue.add(new Due(begin.plusMillis(random.nextLong(INTERVAL.toMillis())), UUID.randomUUID()));
        }
        vendor.faults().set(Fault.DOWN);
        Instant back = begin.plus(Duration.ofMinutes(10));
        until(back);
        assertThat(well).isEmpty();
        assertThat(vendor.calls()).as("calls in ten minutes").hasSizeBetween(10, 60);
        assertThat(asked).as("polls, which cost no call").isBetween(CLIENTS * 9, CLIENTS * 25);

        vendor.faults().recover();
        vendor.forget();
        until(back.plus(Duration.ofMinutes(3)));
        assertThat(well).as("all are through").hasSize(CLIENTS);
        Instant first = answered.getFirst();
        assertThat(first).as("somebody tries at least once a minute").isBefore(back.plusSeconds(65));
        long before = 0;
        for (int second = 0; second < 6; second++) {
            long now = in(first.plusSeconds(second));
            assertThat(now).as("calls in second %s", second).isBetween(1L, (10L << second) + 12);
            before += now;
        }
        assertThat(before).as("it is fast all the same").isGreaterThan(200);
        long most = 0;
        for (int second = 0; second < 110; second++) {
            most = Math.max(most, in(first.plusSeconds(second)));
        }
        assertThat(most).as("never much more than usual").isLessThan(4L * CLIENTS / INTERVAL.toSeconds());
    }

    private long in(Instant second) {
        return answered.stream()
                .filter(at -> !at.isBefore(second) && at.isBefore(second.plusSeconds(1)))
                .count();
    }

    private void until(Instant end) throws InterruptedException {
        while (queue.element().at().isBefore(end)) {
            Due due = queue.remove();
            clock.set(due.at());
            queue.add(new Due(next(due), due.client()));
        }
    }

    private Instant next(Due due) throws InterruptedException {
        asked++;
        Instant regular = due.at().plus(INTERVAL);
        try {
            Reply reply = vendors.forRound(town, instance, configuration, due.client())
                    .send(CALL);
            if (reply.status() == 200 && well.add(due.client())) {
                answered.add(due.at());
            }
            return regular;
        } catch (ConnectorException e) {
            Instant told =
                    CircuitOpen.in(e).map(open -> due.at().plus(open.waiting())).orElse(regular);
            return told.isBefore(regular) ? told : regular;
        }
    }
}
