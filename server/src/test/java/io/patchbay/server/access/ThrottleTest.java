package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.access.Throttle.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    private final Throttle throttle = new Throttle(now::get);
    private final Attempt annas = new Attempt("login", "anna", "192.0.2.1");

    @Test
    void four_failures_cost_nothing_and_then_it_gets_slower_up_to_a_minute() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            throttle.failed(annas);
            Duration wait = throttle.wait(annas).orElse(Duration.ZERO);
            waits.add(wait.toSeconds());
        }
        assertThat(waits).containsExactly(0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void after_the_wait_there_is_another_try() {
        fail(annas, 5);
        assertThat(throttle.wait(annas)).contains(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(throttle.wait(annas)).isEmpty();
    }

    @Test
    void success_starts_anew() {
        fail(annas, 4);
        throttle.succeeded(annas);
        fail(annas, 4);
        assertThat(throttle.wait(annas)).isEmpty();
    }

    @Test
    void failures_are_forgotten_one_by_one() {
        fail(annas, 10);
        pass(Duration.ofMinutes(3));
        throttle.failed(annas);
        assertThat(throttle.wait(annas)).contains(Duration.ofSeconds(1));
    }

    @Test
    void an_account_that_is_attacked_from_elsewhere_still_serves_its_owner() {
        fail(new Attempt("login", "anna", "198.51.100.7"), 20);
        assertThat(throttle.wait(annas)).isEmpty();
    }

    @Test
    void an_account_that_is_attacked_from_everywhere_is_slow() {
        for (int i = 1; i <= 51; i++) {
            throttle.failed(new Attempt("login", "anna", "198.51.100." + i));
        }
        assertThat(throttle.wait(annas)).isPresent();
        assertThat(throttle.wait(new Attempt("login", "bob", "192.0.2.1"))).isEmpty();
    }

    @Test
    void an_address_that_tries_every_account_is_slow() {
        for (int i = 1; i <= 51; i++) {
            throttle.failed(new Attempt("login", "account " + i, "192.0.2.1"));
        }
        assertThat(throttle.wait(annas)).isPresent();
        assertThat(throttle.wait(new Attempt("login", "anna", "192.0.2.2"))).isEmpty();
    }

    @Test
    void success_with_one_account_does_not_wash_an_address_clean() {
        for (int i = 1; i <= 60; i++) {
            throttle.failed(new Attempt("login", "account " + i, "192.0.2.1"));
            throttle.succeeded(new Attempt("login", "the attacker's own", "192.0.2.1"));
        }
        assertThat(throttle.wait(annas)).isPresent();
    }

    @Test
    void addresses_of_one_ipv6_network_are_one() {
        fail(new Attempt("login", "anna", "2001:db8:1:2::1"), 5);
        assertThat(throttle.wait(new Attempt("login", "anna", "2001:db8:1:2:ffff::9")))
                .isPresent();
        assertThat(throttle.wait(new Attempt("login", "anna", "2001:db8:1:3::1")))
                .isEmpty();
    }

    @Test
    void what_is_tried_elsewhere_does_not_count_here() {
        fail(annas, 20);
        assertThat(throttle.wait(new Attempt("client", "anna", "192.0.2.1"))).isEmpty();
    }

    private void fail(Attempt attempt, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(attempt);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
