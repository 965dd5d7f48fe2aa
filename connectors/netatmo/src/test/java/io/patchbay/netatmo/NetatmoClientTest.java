package io.patchbay.netatmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.connector.Connector;
import io.patchbay.connector.Failure;
import io.patchbay.simulators.NetatmoHousehold;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.tck.Round;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.Response;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Thing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetatmoClientTest {
    private static final Response SCOPE_MISSING =
            Recorded.error(403, 13, "Application does not have the good scope rights");

    private final Recorded vendor = new Recorded().answers(Recorded.STATIONS, "stations.json");
    private final Trial trial = vendor.trial();

    @AfterEach
    void stop() {
        trial.close();
        vendor.close();
    }

    @Test
    void a_customer_who_owns_nothing_is_no_failure() {
        vendor.answers(Recorded.STATIONS, "no_devices.json");
        Round round = trial.round();
        assertThat(round.thrown()).isEmpty();
        assertThat(round.things()).contains(List.of());
    }

    @Test
    void a_vendor_without_a_method_or_a_device_is_no_failure() {
        vendor.answers(Recorded.HOMES, Recorded.error(404, 31, "Method not found"))
                .answers(Recorded.HOME_COACHES, Recorded.error(400, 9, "Device not found"));
        Round round = trial.round();
        assertThat(round.thrown()).isEmpty();
        assertThat(round.things().orElseThrow()).hasSize(5);
    }

    @Test
    void what_a_customer_has_none_of_is_asked_for_once_an_hour() {
        trial.round();
        trial.clock().advance(Duration.ofMinutes(10));
        trial.round();
        assertThat(vendor.asked(Recorded.STATIONS)).isEqualTo(2);
        assertThat(vendor.asked(Recorded.HOMES)).isEqualTo(1);
        trial.clock().advance(Duration.ofMinutes(50));
        vendor.answers(Recorded.HOMES, "homes.json").answers(Recorded.HOME_STATUS, "home_status.json");
        assertThat(trial.round().things().orElseThrow()).extracting(Thing::name).contains("Bedroom");
    }

    @Test
    void what_the_customer_did_not_consent_to_is_left_out() {
        vendor.answers(Recorded.HOMES, SCOPE_MISSING).answers(Recorded.HOME_COACHES, SCOPE_MISSING);
        Round round = trial.round();
        assertThat(round.thrown()).isEmpty();
        assertThat(round.things().orElseThrow()).hasSize(5);
    }

    @Test
    void a_customer_who_consented_to_nothing_must_consent_again() {
        for (String path : List.of(Recorded.STATIONS, Recorded.HOMES, Recorded.HOME_COACHES)) {
            vendor.answers(path, SCOPE_MISSING);
        }
        Round round = trial.round();
        assertThat(round.failure()).get().isInstanceOf(Failure.Unauthorized.class);
        assertThat(round.things()).isEmpty();
        vendor.answers(Recorded.STATIONS, "stations.json");
        assertThat(trial.round().things().orElseThrow()).hasSize(5);
    }

    @Test
    void the_users_limit_costs_an_hour_whatever_its_status() {
        for (int status : List.of(403, 429)) {
            vendor.answers(Recorded.STATIONS, Recorded.error(status, 26, "User usage reached"));
            assertThat(trial.round().failure())
                    .get()
                    .isInstanceOfSatisfying(
                            Failure.Throttled.class,
                            f -> assertThat(f.retryAfter()).contains(Duration.ofHours(1)));
        }
        assertThat(vendor.asked(Recorded.HOMES)).as("calls after that").isZero();
    }

    @Test
    void calls_that_met_each_other_cost_seconds() {
        vendor.answers(Recorded.STATIONS, Recorded.error(429, 11, "Failed to enter concurrency limited section"));
        assertThat(trial.round().failure())
                .get()
                .isInstanceOfSatisfying(
                        Failure.Throttled.class,
                        f -> assertThat(f.retryAfter().orElseThrow()).isLessThan(Duration.ofMinutes(1)));
    }

    @Test
    void retry_after_says_it_better() {
        vendor.answers(
                Recorded.STATIONS,
                Recorded.error(429, 26, "Maximum api usage reached").header("Retry-After", "120"));
        assertThat(trial.round().failure())
                .contains(new Failure.Throttled(
                        "Netatmo takes no more calls for this customer for a while",
                        Optional.of(Duration.ofMinutes(2))));
    }

    @Test
    void a_page_instead_of_an_answer_is_the_vendors_trouble() {
        for (int status : List.of(403, 500, 502, 503)) {
            vendor.answers(Recorded.STATIONS, Response.of(status, "text/html", "<html>oops</html>"));
            assertThat(trial.round().failure()).as("%s", status).get().isInstanceOf(Failure.Unavailable.class);
        }
    }

    @Test
    void an_app_that_was_deactivated_is_the_developers_trouble() {
        vendor.answers(Recorded.STATIONS, Recorded.error(403, 5, "Application deactivated"));
        assertThat(trial.round().failure()).get().isInstanceOf(Failure.Misconfigured.class);
    }

    @Test
    void a_part_that_is_down_keeps_its_things_and_the_others_go_on() {
        vendor.answers(Recorded.HOMES, "homes.json").answers(Recorded.HOME_STATUS, "home_status.json");
        Round whole = trial.round();
        vendor.answers(Recorded.HOMES, Response.of(500, "text/html", "<html>oops</html>"));
        Round round = trial.round();
        assertThat(round.failure()).get().isInstanceOf(Failure.Unavailable.class);
        assertThat(round.things()).isEqualTo(whole.things());
        assertThat(round.value("70:ee:50:1f:3a:02", "co2")).contains("612");
        assertThat(round.readings()).noneMatch(r -> r.componentId().equals("heating"));
    }

    @Test
    void the_next_round_waits_for_the_stations_next_upload() {
        // uploaded 26 s ago
        assertThat(trial.round().nothingNewBefore())
                .contains(Recorded.THEN
                        .minusSeconds(26)
                        .plus(Duration.ofMinutes(10))
                        .plusSeconds(30));
    }

    @Test
    void heating_does_not_wait_for_stations() {
        vendor.answers(Recorded.HOMES, "homes.json").answers(Recorded.HOME_STATUS, "home_status.json");
        assertThat(trial.round().nothingNewBefore()).isEmpty();
    }

    @Test
    void the_vendors_clock_may_be_wrong() {
        Instant ours = Recorded.THEN.plus(Duration.ofHours(3));
        trial.clock().set(ours);
        Round round = trial.round();
        assertThat(round.things().orElseThrow()).extracting(Thing::status).containsOnly(Availability.AVAILABLE);
        assertThat(round.nothingNewBefore())
                .contains(ours.minusSeconds(26).plus(Duration.ofMinutes(10)).plusSeconds(30));
    }

    @Test
    void renamed_keeps_its_id_and_removed_disappears() {
        try (NetatmoSimulator live = live();
                Trial anna = trial(live, NetatmoSimulator.CLIENT_SECRET)) {
            NetatmoHousehold household = live.household("anna");
            assertThat(anna.round().things().orElseThrow()).hasSize(12);
            String garden = household.device("NAModule1");
            household.rename(garden, "Orchard");
            household.remove(household.device("NRV"));
            household.lose(household.device("NAPlug"));
            List<Thing> things = anna.round().things().orElseThrow();
            assertThat(things)
                    .extracting(Thing::id, Thing::name)
                    .contains(tuple(garden, "Orchard"))
                    .hasSize(10);
            assertThat(things).extracting(Thing::name).doesNotContain("Valve", "Bedroom");
            assertThat(things)
                    .filteredOn(t -> t.name().equals("Living room"))
                    .extracting(Thing::status)
                    .containsExactly(Availability.UNAVAILABLE);
        }
    }

    @Test
    void the_simulated_limits_are_the_vendors() {
        try (NetatmoSimulator live = live();
                Trial anna = trial(live, NetatmoSimulator.CLIENT_SECRET)) {
            live.callsPerHour(5);
            assertThat(anna.round().thrown()).isEmpty();
            assertThat(anna.round().failure()).get().isInstanceOf(Failure.Throttled.class);
        }
    }

    @Test
    void check_tells_a_wrong_app_from_a_busy_vendor() {
        try (NetatmoSimulator live = live();
                Trial right = trial(live, NetatmoSimulator.CLIENT_SECRET);
                Trial wrong = trial(live, "not-the-secret-of-the-app")) {
            assertThat(right.check()).isEmpty();
            assertThat(wrong.check())
                    .get()
                    .satisfies(
                            e -> assertThat(e).hasMessageContaining("client_id").hasMessageContaining("client_secret"));
            live.authorizationServer().tooManyConnections(1);
            assertThat(right.check())
                    .get()
                    .hasToString(
                            "io.patchbay.connector.ConnectorException: Netatmo is too busy to check the credentials");
        }
    }

    private static NetatmoSimulator live() {
        return new NetatmoSimulator(0, InstantSource.fixed(Trial.START), Duration.ofMinutes(10));
    }

    private static Trial trial(NetatmoSimulator live, String secret) {
        Connector connector = new NetatmoConnector();
        return Trial.of(
                connector,
                live,
                Map.of(
                        "client_id",
                        NetatmoSimulator.CLIENT_ID,
                        "client_secret",
                        secret,
                        "origin_callback_uri",
                        "https://app.example/linked"),
                Map.of());
    }
}
