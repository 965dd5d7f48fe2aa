package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is kept for calls that somebody waits for, what is left of a limit, and the pace that follows from it. With a
/// clock moved by hand.
class QuotaTest {
    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/now", _ -> Response.json("{}"));
        }
    }

    private static final Call CALL = Call.get("/now");
    private static final Duration DAY = Duration.ofDays(1);

    private final Vendor vendor = new Vendor();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final HttpVendors vendors = new HttpVendors(clock, new SimpleMeterRegistry(), 10, Duration.ofSeconds(20));
    private final UUID instance = UUID.randomUUID();

    @AfterEach
    void close() {
        vendors.close();
        vendor.close();
    }

    private Technology town(Limit.Scope scope, int calls, Duration per) {
        return Town.at(vendor.url(), new Limit(scope, calls, per, Optional.empty()));
    }

    private VendorHttp round(Technology town, UUID client) {
        return vendors.forRound(town, instance, Town.configuration(Map.of()), client);
    }

    private VendorHttp command(Technology town, UUID client) {
        return vendors.forCommand(town, instance, Town.configuration(Map.of()), client);
    }

    private Duration wait(Technology town, UUID client) {
        return catchThrowableOfType(Postponed.class, () -> round(town, client).send(CALL))
                .waiting();
    }

    private Remaining left(Technology town) {
        return vendors.remaining(town, instance, Optional.empty()).getFirst();
    }

    /// Rounds of ever new clients until none finds a place, and far beyond.
    private void crowd(Technology town) {
        for (int i = 0; i < 150; i++) {
            try {
                round(town, UUID.randomUUID()).send(CALL);
            } catch (Postponed e) {
                // they wait in line
            } catch (ConnectorException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"INSTANCE, 100, 10", "INSTANCE, 9, 1", "INSTANCE, 2, 1", "SERVICE, 100, 10"})
    void a_tenth_of_a_limit_is_open_to_commands_however_many_rounds_wait(Limit.Scope scope, int calls, int kept)
            throws Exception {
        Technology town = town(scope, calls, Duration.ofMinutes(1));
        crowd(town);
        int before = vendor.calls().size();
        for (int i = 0; i < kept; i++) {
            assertThat(command(town, UUID.randomUUID()).send(CALL).status()).isEqualTo(200);
        }
        assertThat(vendor.calls()).hasSize(before + kept);
        assertThatThrownBy(() -> command(town, UUID.randomUUID()).send(CALL)).isInstanceOf(ConnectorException.class);
    }

    @Test
    void refreshes_and_trials_find_a_place_beside_waiting_rounds() throws Exception {
        Technology town = town(Limit.Scope.INSTANCE, 20, Duration.ofHours(1));
        crowd(town);
        VendorHttp refresh = vendors.forInstance(town, instance, Town.configuration(Map.of()));
        assertThat(refresh.send(CALL).status()).isEqualTo(200);
        assertThat(refresh.send(CALL).status()).isEqualTo(200);
    }

    @Test
    void rounds_and_commands_together_stay_within_the_limit() {
        Technology town = town(Limit.Scope.INSTANCE, 50, Duration.ofMinutes(1));
        for (int step = 0; step < 20; step++) {
            crowd(town);
            try {
                command(town, UUID.randomUUID()).send(CALL);
            } catch (ConnectorException | InterruptedException e) {
                // used up
            }
            clock.advance(Duration.ofSeconds(3));
        }
        assertThat(vendor.calls()).hasSizeBetween(1, 50);
    }

    @Test
    void a_hundred_calls_a_day_last_a_day() throws Exception {
        Technology town = town(Limit.Scope.CLIENT, 100, DAY);
        UUID anna = UUID.randomUUID();
        Instant end = clock.instant().plus(DAY);
        Instant last = clock.instant();
        while (clock.instant().isBefore(end)) {
            try {
                round(town, anna).send(CALL);
                last = clock.instant();
                clock.advance(Duration.ofMinutes(1));
            } catch (Postponed e) {
                clock.advance(e.waiting());
            }
        }
        assertThat(vendor.calls()).hasSizeBetween(80, 90);
        assertThat(last).as("never long without a poll").isAfter(end.minus(Duration.ofMinutes(30)));
    }

    @Test
    void what_is_left_is_counted_for_each_scope() throws Exception {
        Technology town = Town.at(
                vendor.url(),
                new Limit(Limit.Scope.INSTANCE, 2000, Duration.ofHours(1), Optional.empty()),
                new Limit(Limit.Scope.CLIENT, 500, Duration.ofHours(1), Optional.empty()));
        UUID anna = UUID.randomUUID();
        round(town, anna).send(CALL);
        command(town, anna).send(CALL);
        round(town, UUID.randomUUID()).send(CALL.weighing(3));
        assertThat(vendors.remaining(town, instance, Optional.of(anna)))
                .extracting(Remaining::scope, Remaining::calls, Remaining::limit)
                .containsExactlyInAnyOrder(tuple("instance", 1995L, 2000L), tuple("client", 498L, 500L));
        assertThat(vendors.remaining(town, instance, Optional.empty())).hasSize(1);
        clock.advance(Duration.ofHours(1));
        assertThat(left(town).calls()).isEqualTo(2000);
    }

    @Test
    void the_vendors_word_corrects_the_count() throws Exception {
        Technology town = town(Limit.Scope.INSTANCE, 100, DAY);
        vendor.faults()
                .answering(
                        Response.json("{}").header("RateLimit-Remaining", "40").header("RateLimit-Reset", "3600"));
        round(town, UUID.randomUUID()).send(CALL);
        assertThat(left(town).calls()).isEqualTo(40);
        assertThat(left(town).resets()).isEqualTo(clock.instant().plusSeconds(3600));
    }

    @Test
    void what_is_left_is_spread_over_the_time_that_is_left() throws Exception {
        Technology town = town(Limit.Scope.INSTANCE, 100, DAY);
        vendor.faults().answering(Response.json("{}").header("RateLimit", "\"perday\";r=11;t=40000"));
        round(town, UUID.randomUUID()).send(CALL);
        vendor.faults().recover();
        // one is kept for commands; ten go
        int went = 0;
        Instant end = clock.instant().plusSeconds(40_000);
        UUID anna = UUID.randomUUID();
        while (clock.instant().isBefore(end)) {
            try {
                round(town, anna).send(CALL);
                went++;
                clock.advance(Duration.ofMinutes(1));
            } catch (Postponed e) {
                assertThat(e.waiting()).isLessThan(Duration.ofSeconds(5000));
                clock.advance(e.waiting());
            }
        }
        assertThat(went).isBetween(9, 11);
    }

    @Test
    void a_vendor_with_nothing_left_is_left_alone_until_its_reset() throws Exception {
        Technology town = town(Limit.Scope.INSTANCE, 100, DAY);
        vendor.faults()
                .answering(Response.json("{}")
                        .header("X-RateLimit-Remaining", "0")
                        .header(
                                "X-RateLimit-Reset",
                                "" + clock.instant().plusSeconds(7200).getEpochSecond()));
        round(town, UUID.randomUUID()).send(CALL);
        vendor.faults().recover();
        UUID anna = UUID.randomUUID();
        assertThat(wait(town, anna)).isEqualTo(Duration.ofHours(2));
        clock.advance(Duration.ofHours(2));
        assertThat(round(town, anna).send(CALL).status()).isEqualTo(200);
    }

    @Test
    void a_refusal_waits_for_the_reset_that_it_names() throws Exception {
        Technology town = town(Limit.Scope.INSTANCE, 1000, DAY);
        vendor.faults().answering(Response.json(429, "{}").header("RateLimit", "limit=10, remaining=5, reset=90"));
        round(town, UUID.randomUUID()).send(CALL);
        vendor.faults().recover();
        assertThat(wait(town, UUID.randomUUID())).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
    }

    @Test
    void an_outage_with_an_end_is_waited_out() throws Exception {
        Technology town = Town.at(vendor.url());
        vendor.faults().answering(Response.json(503, "{}").header("Retry-After", "120"));
        round(town, UUID.randomUUID()).send(CALL);
        vendor.faults().recover();
        assertThat(wait(town, UUID.randomUUID())).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"default\";r=50;t=30                  | 50 | 30000000",
                "\"a\";r=50;t=30, \"b\";r=7;t=3600      | 7  | 3600000000",
                "\"perday\";r=88                        | 88 | -1",
                "limit=100, remaining=50, reset=5       | 50 | 5000000",
            })
    void all_forms_of_the_draft_are_read(String header, long remaining, long reset) {
        RateLimit read = RateLimit.of(
                        new Reply(200, Map.of("ratelimit", List.of(header)), new byte[0]), clock.instant())
                .orElseThrow();
        assertThat(read.remaining()).isEqualTo(remaining);
        assertThat(read.resetIn().orElse(-1)).isEqualTo(reset);
    }

    @Test
    void what_is_no_number_says_nothing() {
        assertThat(RateLimit.of(
                        new Reply(
                                200,
                                Map.of("ratelimit", List.of("soon"), "x-ratelimit-remaining", List.of("many")),
                                new byte[0]),
                        clock.instant()))
                .isEmpty();
    }
}
