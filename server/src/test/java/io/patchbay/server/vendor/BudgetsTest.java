package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Limits of vendors, with a clock moved by hand.
class BudgetsTest {
    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/now", _ -> Response.json("{}"));
        }
    }

    private static final Call CALL = Call.get("/now");

    private final Vendor vendor = new Vendor();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final HttpVendors vendors = new HttpVendors(clock, new SimpleMeterRegistry(), 10, Duration.ofSeconds(20));
    private final UUID instance = UUID.randomUUID();

    @AfterEach
    void close() {
        vendors.close();
        vendor.close();
    }

    @Test
    void a_round_beyond_the_budget_is_postponed_and_finds_its_place_then() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.INSTANCE, 1));
        UUID anna = UUID.randomUUID();
        UUID bob = UUID.randomUUID();
        UUID carl = UUID.randomUUID();
        round(town, anna).send(CALL);
        assertThat(postponed(town, bob)).isEqualTo(Duration.ofMinutes(1));
        assertThat(postponed(town, carl)).isEqualTo(Duration.ofMinutes(2));
        clock.advance(Duration.ofSeconds(59));
        assertThat(postponed(town, bob)).as("too early").isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(postponed(town, anna)).as("the places of others are kept").isEqualTo(Duration.ofMinutes(2));
        round(town, bob).send(CALL);
        clock.advance(Duration.ofMinutes(1));
        round(town, carl).send(CALL);
        assertThat(vendor.calls()).hasSize(3);
    }

    @Test
    void a_place_that_nobody_comes_for_is_lost() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.INSTANCE, 1));
        UUID bob = UUID.randomUUID();
        round(town, UUID.randomUUID()).send(CALL);
        postponed(town, bob);
        clock.advance(Duration.ofSeconds(110));
        assertThat(postponed(town, bob)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void rounds_of_several_calls_get_places_for_all_of_them() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.INSTANCE, 20));
        VendorHttp first = round(town, UUID.randomUUID());
        first.send(CALL);
        first.send(CALL);
        first.send(CALL);
        List<UUID> clients = Stream.generate(UUID::randomUUID).limit(50).toList();
        List<Duration> waits =
                clients.stream().map(client -> postponed(town, client)).toList();
        Instant begun = clock.instant();
        for (int i = 0; i < clients.size(); i++) {
            clock.set(begun.plus(waits.get(i)));
            VendorHttp round = round(town, clients.get(i));
            for (int call = 0; call < 3; call++) {
                round.send(CALL);
                clock.advance(Duration.ofMillis(3400));
            }
        }
        Duration taken = Duration.between(begun, clock.instant());
        assertThat(vendor.calls()).hasSize(153);
        assertThat(taken).isBetween(Duration.ofSeconds(425), Duration.ofSeconds(540));
    }

    @Test
    void the_instances_own_number_overrides_the_published_one() throws Exception {
        Technology town =
                Town.at(vendor.url(), new Limit(Limit.Scope.INSTANCE, 1, Duration.ofMinutes(1), Optional.of("calls")));
        for (int i = 0; i < 60; i++) {
            vendors.forRound(town, instance, Town.configuration(Map.of("calls", 1000)), UUID.randomUUID())
                    .send(CALL);
        }
        assertThat(vendor.calls()).hasSize(60);
    }

    @Test
    void each_scope_counts_its_own() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.SERVICE, 30), perMinute(Limit.Scope.CLIENT, 1));
        UUID anna = UUID.randomUUID();
        round(town, anna).send(CALL);
        assertThat(postponed(town, anna)).isEqualTo(Duration.ofMinutes(1));
        for (int i = 0; i < 2; i++) {
            round(town, UUID.randomUUID()).send(CALL);
        }
        // three places at once for all of the service, whoever waits in a line of his own
        assertThat(postponed(town, UUID.randomUUID())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void a_heavy_call_takes_as_many_places_as_it_weighs() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.INSTANCE, 100));
        round(town, UUID.randomUUID()).send(CALL.weighing(11));
        assertThat(postponed(town, UUID.randomUUID())).isPositive();
    }

    @Test
    void lifted_limits_hold_nobody_back() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.INSTANCE, 1));
        Technology lifted =
                new Technology(town.connector(), town.description(), town.baseUrl(), town.interval(), false);
        for (int i = 0; i < 20; i++) {
            round(lifted, UUID.randomUUID()).send(CALL);
        }
        assertThat(vendor.calls()).hasSize(20);
    }

    @Test
    void a_429_pauses_the_whole_instance_for_as_long_as_the_vendor_wants() throws Exception {
        Technology town = Town.at(vendor.url());
        vendor.faults().answering(Response.json(429, "{}").header("Retry-After", "40"));
        assertThat(round(town, UUID.randomUUID()).send(CALL).status()).isEqualTo(429);
        vendor.faults().recover();
        UUID bob = UUID.randomUUID();
        UUID carl = UUID.randomUUID();
        assertThat(postponed(town, bob)).isEqualTo(Duration.ofSeconds(40));
        assertThat(postponed(town, carl)).as("one after another").isGreaterThan(Duration.ofSeconds(40));
        vendors.forRound(town, UUID.randomUUID(), Town.configuration(Map.of()), UUID.randomUUID())
                .send(CALL);
        clock.advance(Duration.ofSeconds(40));
        round(town, bob).send(CALL);
        assertThat(vendor.calls()).hasSize(3);
    }

    @Test
    void a_429_without_a_hint_pauses_longer_each_time() throws Exception {
        Technology town = Town.every(Duration.ofSeconds(10), vendor.url());
        vendor.faults().answering(Response.json(429, "{}"));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID client = UUID.randomUUID();
            round(town, client).send(CALL);
            pauses.add(postponed(town, UUID.randomUUID()));
            clock.advance(pauses.getLast().plusSeconds(1));
        }
        assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(10));
        assertThat(pauses.get(1)).isEqualTo(Duration.ofSeconds(20));
        assertThat(pauses.getLast()).isEqualTo(Duration.ofMinutes(15));
        vendor.faults().recover();
        round(town, UUID.randomUUID()).send(CALL);
        vendor.faults().answering(Response.json(429, "{}"));
        round(town, UUID.randomUUID()).send(CALL);
        assertThat(postponed(town, UUID.randomUUID())).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_429_pauses_only_the_client_where_the_vendor_counts_by_client() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.CLIENT, 100));
        UUID anna = UUID.randomUUID();
        vendor.faults().answering(Response.json(429, "{}").header("Retry-After", "40"));
        round(town, anna).send(CALL);
        vendor.faults().recover();
        assertThat(postponed(town, anna)).isEqualTo(Duration.ofSeconds(40));
        assertThat(round(town, UUID.randomUUID()).send(CALL).status()).isEqualTo(200);
    }

    @Test
    void a_trial_that_would_wait_too_long_says_so() throws Exception {
        Technology town = Town.at(vendor.url(), perMinute(Limit.Scope.INSTANCE, 1));
        VendorHttp trial = vendors.forInstance(town, instance, Town.configuration(Map.of()));
        trial.send(CALL);
        assertThatThrownBy(() -> trial.send(CALL))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("used up for the next 61 s")
                .extracting(e -> ((ConnectorException) e).failure())
                .isInstanceOf(Failure.Throttled.class);
    }

    @Test
    void idle_budgets_are_forgotten() throws Exception {
        Technology town =
                Town.at(vendor.url(), perMinute(Limit.Scope.CLIENT, 10), perMinute(Limit.Scope.INSTANCE, 1000));
        Budgets budgets = new Budgets(town, clock);
        for (int i = 0; i < 100; i++) {
            Account account = new Account(instance, Optional.of(UUID.randomUUID()), Town.configuration(Map.of()));
            budgets.begin(account, account.client().orElseThrow(), 11);
            budgets.begin(account, account.client().orElseThrow(), 11);
        }
        assertThat(budgets.size()).isEqualTo(201);
        clock.advance(Duration.ofMinutes(10));
        budgets.book(new Account(instance, Optional.empty(), Town.configuration(Map.of())), Long.MAX_VALUE);
        assertThat(budgets.size()).isEqualTo(1);
    }

    private VendorHttp round(Technology town, UUID client) {
        return vendors.forRound(town, instance, Town.configuration(Map.of()), client);
    }

    private Duration postponed(Technology town, UUID client) {
        return catchThrowableOfType(Postponed.class, () -> round(town, client).send(CALL))
                .waiting();
    }

    private static Limit perMinute(Limit.Scope scope, int calls) {
        return new Limit(scope, calls, Duration.ofMinutes(1), Optional.empty());
    }
}
