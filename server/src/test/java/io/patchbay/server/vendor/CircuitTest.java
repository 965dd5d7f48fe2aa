package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What all clients of a host know of it together, with a clock moved by hand.
class CircuitTest {
    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/now", _ -> Response.json("{}"));
            get("/broken", _ -> Response.json(500, "{}"));
            get("/unknown", _ -> Response.json(404, "{}"));
        }
    }

    private static final Call CALL = Call.get("/now");

    private final Vendor vendor = new Vendor();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpVendors vendors = new HttpVendors(clock, meters, 10, Duration.ofSeconds(20));
    private final UUID instance = UUID.randomUUID();
    private final Technology town = Town.at(vendor.url());

    @AfterEach
    void close() {
        vendors.close();
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DOWN, answered 503",
        "REFUSED, refused the connection",
        "CUT, closed the connection before its answer was complete",
    })
    void a_host_that_is_down_for_several_is_asked_no_more_and_all_are_told_why(Fault fault, String words)
            throws Exception {
        vendor.faults().set(fault);
        outage();
        assertThat(circuits("open")).isEqualTo(1);
        vendor.forget();
        for (int i = 0; i < 100; i++) {
            // another instance is another app's: the host is the same
            VendorHttp round =
                    vendors.forRound(town, UUID.randomUUID(), Town.configuration(Map.of()), UUID.randomUUID());
            ConnectorException refused = catchThrowableOfType(ConnectorException.class, () -> round.send(CALL));
            assertThat(refused.failure()).isInstanceOf(Failure.Unavailable.class);
            assertThat(refused.failure().cause()).contains(Wire.host(vendor.url()), words, "the vendor's host is down");
            assertThat(CircuitOpen.in(refused).orElseThrow().waiting()).isPositive();
        }
        assertThat(vendor.calls()).isEmpty();
        assertThat(meters.find("patchbay.vendor.calls").timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum())
                .as("what is not made is not counted")
                .isEqualTo(5);
    }

    @Test
    void one_client_that_fails_again_and_again_opens_nothing() {
        UUID anna = UUID.randomUUID();
        vendor.faults().set(Fault.REFUSED);
        for (int i = 0; i < 50; i++) {
            assertThat(circuitOpen(anna)).isEmpty();
        }
        assertThat(circuits("open")).isZero();
    }

    @Test
    void customers_whose_stations_are_broken_open_nothing_for_those_whose_are_not() throws Exception {
        List<UUID> broken = Stream.generate(UUID::randomUUID).limit(4).toList();
        for (int i = 0; i < 50; i++) {
            for (UUID client : broken) {
                assertThat(round(client).send(Call.get("/broken")).status()).isEqualTo(500);
            }
            assertThat(round(UUID.randomUUID()).send(CALL).status()).isEqualTo(200);
        }
        assertThat(circuits("open")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHORIZED", "FORBIDDEN", "THROTTLED", "HTML", "WRONG_TYPES"})
    void a_host_that_answers_is_not_down_whatever_it_says(Fault fault) throws Exception {
        Technology limited = Town.every(Duration.ofMillis(1), vendor.url());
        vendor.faults().set(fault);
        for (int i = 0; i < 20; i++) {
            vendors.forRound(limited, UUID.randomUUID(), Town.configuration(Map.of()), UUID.randomUUID())
                    .send(CALL);
        }
        assertThat(circuits("open")).isZero();
    }

    @Test
    void other_hosts_are_not_concerned() throws Exception {
        vendor.faults().set(Fault.DOWN);
        outage();
        try (Vendor other = new Vendor()) {
            Reply reply = vendors.forRound(
                            Town.at(other.url()), instance, Town.configuration(Map.of()), UUID.randomUUID())
                    .send(CALL);
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void one_call_tries_whether_it_is_back_and_the_others_go_on_waiting() throws Exception {
        vendor.faults().set(Fault.DOWN);
        outage();
        vendor.forget();
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            assertThat(circuitOpen(UUID.randomUUID()))
                    .as("also of the one that tried")
                    .isPresent();
        }
        assertThat(vendor.calls()).hasSize(1);
    }

    @Test
    void a_try_that_is_cut_short_is_made_by_another() throws Exception {
        vendor.faults().set(Fault.DOWN);
        outage();
        vendor.faults().recover();
        clock.advance(Duration.ofSeconds(1));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> round(UUID.randomUUID()).send(CALL)).isInstanceOf(InterruptedException.class);
        assertThat(round(UUID.randomUUID()).send(CALL).status()).isEqualTo(200);
    }

    @Test
    void what_a_person_waits_for_is_tried_all_the_same_and_tells_all() throws Exception {
        vendor.faults().set(Fault.DOWN);
        outage();
        for (int i = 0; i < 3; i++) {
            assertThat(command().send(CALL).status()).as("its own answer").isEqualTo(503);
        }
        vendor.faults().set(Fault.REFUSED);
        ConnectorException refused =
                catchThrowableOfType(ConnectorException.class, () -> command().send(CALL));
        assertThat(CircuitOpen.in(refused)).isEmpty();
        vendor.faults().recover();
        assertThat(circuitOpen(UUID.randomUUID())).isPresent();
        assertThat(command().send(CALL).status()).isEqualTo(200);
        assertThat(circuits("open")).isZero();
        assertThat(circuits("recovering")).isEqualTo(1);
        assertThat(circuitOpen(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_token_is_renewed_once_a_second_at_most() throws Exception {
        vendor.faults().set(Fault.DOWN);
        outage();
        vendor.forget();
        for (int second = 0; second < 3; second++) {
            assertThat(renewal().send(CALL).status()).isEqualTo(503);
            for (int i = 0; i < 10; i++) {
                ConnectorException refused = catchThrowableOfType(
                        ConnectorException.class, () -> renewal().send(CALL));
                if (refused != null) {
                    assertThat(CircuitOpen.in(refused)).isPresent();
                }
            }
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(vendor.calls()).as("and now and then one that tries").hasSizeBetween(3, 6);
        vendor.faults().recover();
        assertThat(renewal().send(CALL).status()).isEqualTo(200);
    }

    @Test
    void a_round_that_was_let_in_is_finished() throws Exception {
        vendor.faults().set(Fault.DOWN);
        outage();
        vendor.faults().recover();
        clock.advance(Duration.ofSeconds(1));
        VendorHttp first = round(UUID.randomUUID());
        for (int i = 0; i < 8; i++) {
            assertThat(first.send(CALL).status()).isEqualTo(200);
        }
    }

    @Test
    void a_host_that_fails_again_while_it_recovers_is_left_alone_again() throws Exception {
        vendor.faults().set(Fault.DOWN);
        outage();
        vendor.faults().recover();
        clock.advance(Duration.ofSeconds(1));
        round(UUID.randomUUID()).send(CALL);
        assertThat(circuits("recovering")).isEqualTo(1);
        vendor.faults().set(Fault.DOWN);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMillis(200));
            circuitOpen(UUID.randomUUID());
        }
        assertThat(circuits("open")).isEqualTo(1);
    }

    private VendorHttp round(UUID client) {
        return vendors.forRound(town, instance, Town.configuration(Map.of()), client);
    }

    private VendorHttp command() {
        return vendors.forCommand(town, instance, Town.configuration(Map.of()), UUID.randomUUID());
    }

    private VendorHttp renewal() {
        return vendors.forRenewal(town, instance, Town.configuration(Map.of()));
    }

    /// Calls of as many clients as it takes.
    private void outage() {
        for (int i = 0; i < 5; i++) {
            circuitOpen(UUID.randomUUID());
        }
    }

    private Optional<CircuitOpen> circuitOpen(UUID client) {
        try {
            round(client).send(CALL);
            return Optional.empty();
        } catch (ConnectorException e) {
            return CircuitOpen.in(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private double circuits(String state) {
        return meters.get("patchbay.vendor.circuits")
                .tag("state", state)
                .gauge()
                .value();
    }
}
