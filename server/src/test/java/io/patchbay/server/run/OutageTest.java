package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.connector.Failure;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a vendor's outage is to its clients. The clock is moved by hand.
class OutageTest {
    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final Lab lab = new Lab(clock, Duration.ofMinutes(1), false, 100);

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void clients_of_a_host_that_is_down_say_so_cost_nothing_and_come_back_by_themselves() {
        lab.begin();
        List<ClientId> ids = Stream.generate(lab::started).limit(40).toList();
        await().until(() -> ids.stream().allMatch(id -> lab.is(id, Status.STARTED)));
        lab.vendor.faults().set(Fault.DOWN);
        pass(Duration.ofMinutes(2));
        assertThat(ids).allSatisfy(id -> {
            Condition condition = lab.rows.condition(id).orElseThrow();
            assertThat(condition.status()).isEqualTo(Status.ERROR);
            assertThat(condition.who()).contains(Failure.Actor.NOBODY);
            assertThat(condition.cause().orElseThrow()).contains("answered 503", "the vendor's host is down");
        });
        int written = lab.rows.told.size();
        lab.vendor.forget();
        pass(Duration.ofMinutes(5));
        assertThat(lab.vendor.calls()).as("of 200 polls").hasSizeLessThan(40);
        assertThat(lab.rows.told).as("an outage is told once").hasSize(written);
        assertThat(lab.meters
                        .get("patchbay.polls")
                        .tag("outcome", "down")
                        .timer()
                        .count())
                .as("polls that ended without a call")
                .isGreaterThan(150);
        lab.vendor.faults().recover();
        pass(Duration.ofMinutes(3));
        assertThat(ids).allMatch(id -> lab.is(id, Status.STARTED));
    }

    /// Lets the time go by, client after client.
    private void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofSeconds(5));
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> lab.rows
                            .everybody()
                            .allMatch(id -> lab.engine
                                    .live(id)
                                    .flatMap(live -> live.nextTry())
                                    .filter(next -> next.isAfter(clock.instant()))
                                    .isPresent()));
        }
    }
}
