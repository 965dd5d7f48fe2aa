package io.patchbay.netatmo;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Delivery;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Received.Follow;
import io.patchbay.tck.Round;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetatmoEventsTest {
    private static final String HOME = "5f1e2d3c4b5a69788796a5b4";
    private static final String SET_POINT = """
            {"user_id":"u1","push_type":"display_change","event_type":"set_point","room_id":"2746182631","mode":"manual",
             "temperature":23.5,"home":{"id":"%s","name":"Lindenstrasse","country":"DE","rooms":[
              {"id":"2746182631","name":"Living room","type":"livingroom","therm_setpoint_mode":"manual",
               "therm_setpoint_temperature":23.5,"therm_setpoint_end_time":1925270000},
              {"id":"999","name":"Not known","therm_setpoint_mode":"manual","therm_setpoint_temperature":5}],
              "modules":[]}}""".formatted(HOME);

    private final Recorded vendor =
            new Recorded().answers(Recorded.HOMES, "homes.json").answers(Recorded.HOME_STATUS, "home_status.json");
    private final Trial trial = vendor.trial();

    @AfterEach
    void stop() {
        trial.close();
        vendor.close();
    }

    @Test
    void a_set_point_that_changed_elsewhere_shows_before_the_next_poll() {
        trial.round();
        Round event = trial.receive(signed(SET_POINT, "sEcReT-of-the-app"));
        assertThat(event.thrown()).isEmpty();
        assertThat(event.value(HOME + "/2746182631", "target_temperature")).contains("23.5");
        assertThat(event.value(HOME + "/2746182631", "heating_mode")).contains("manual");
        assertThat(event.readings())
                .as("of rooms that are not known")
                .noneMatch(r -> r.thingId().endsWith("999"));
        assertThat(event.things()).as("a delivery never lists things").isEmpty();
        assertThat(trial.followed()).contains(Follow.NOTHING);
    }

    @Test
    void a_cancelled_set_point_shows_the_schedules() {
        trial.round();
        Round event = trial.receive(unsigned("""
                {"push_type":"display_change","event_type":"cancel_set_point","room_id":"2746182631","mode":"home",
                 "home":{"id":"%s","rooms":[{"id":"2746182631","therm_setpoint_mode":"home",
                 "therm_setpoint_temperature":19}]}}""".formatted(HOME)));
        assertThat(event.value(HOME + "/2746182631", "target_temperature")).contains("19");
        assertThat(event.value(HOME + "/2746182631", "heating_mode")).contains("home");
    }

    @Test
    void a_homes_mode_that_changed_elsewhere_shows() {
        trial.round();
        Round event = trial.receive(unsigned("""
                {"push_type":"home_event_changed","event_type":"therm_mode","mode":"hg","previous_mode":"schedule",
                 "home":{"id":"%s","therm_mode":"hg"}}""".formatted(HOME)));
        assertThat(event.value(HOME, "heating_mode")).contains("frost");
        assertThat(trial.followed()).as("its rooms follow").contains(Follow.POLL);
    }

    @Test
    void what_changed_without_being_said_is_polled() {
        trial.round();
        for (String body : List.of(
                "{\"push_type\":\"home_event_changed\",\"event_type\":\"schedule\",\"home_id\":\"" + HOME + "\"}",
                "{\"push_type\":\"topology_changed\",\"home_id\":\"" + HOME + "\"}",
                "{\"push_type\":\"display_change\",\"event_type\":\"set_point\",\"mode\":\"off\",\"home\":{\"id\":\""
                        + HOME + "\"}}",
                SET_POINT.replace(HOME, "another-home"))) {
            assertThat(trial.receive(unsigned(body)).readings()).as(body).isEmpty();
            assertThat(trial.followed()).as(body).contains(Follow.POLL);
        }
    }

    @Test
    void what_says_nothing_of_heating_changes_nothing() {
        trial.round();
        for (String body : List.of(
                "{\"user_id\":\"u1\",\"user\":{\"id\":\"u1\",\"email\":\"a@b.c\"},\"push_type\":\"webhook_activation\"}",
                "{\"push_type\":\"NACamera-person\",\"event_type\":\"person\",\"home_id\":\"" + HOME + "\"}")) {
            Round event = trial.receive(unsigned(body));
            assertThat(event.thrown()).as(body).isEmpty();
            assertThat(event.readings()).as(body).isEmpty();
            assertThat(trial.followed()).as(body).contains(Follow.NOTHING);
        }
    }

    @Test
    void a_delivery_before_the_first_poll_is_left_to_it() {
        assertThat(trial.receive(unsigned(SET_POINT)).readings()).isEmpty();
        assertThat(trial.followed()).contains(Follow.POLL);
    }

    @Test
    void a_delivery_is_the_vendors_if_it_is_signed_with_the_apps_secret_or_not_at_all() {
        assertThat(trial.isGenuine(signed(SET_POINT, "sEcReT-of-the-app"))).isTrue();
        assertThat(trial.isGenuine(unsigned(SET_POINT))).isTrue();
        assertThat(trial.isGenuine(signed(SET_POINT, "another secret"))).isFalse();
        assertThat(trial.isGenuine(new Delivery(
                        signed(SET_POINT, "sEcReT-of-the-app").headers(), bytes(SET_POINT.replace("23.5", "30")))))
                .isFalse();
        assertThat(trial.isGenuine(new Delivery(Map.of("x-netatmo-secret", List.of("")), bytes(SET_POINT))))
                .isFalse();
    }

    @Test
    void what_is_not_understood_changes_nothing() {
        trial.round();
        for (Delivery delivery :
                List.of(unsigned("<html>"), unsigned("[]"), unsigned(SET_POINT.replace("23.5", "\"hot\"")))) {
            Round event = trial.receive(delivery);
            assertThat(event.failure()).get().isInstanceOf(Failure.Puzzled.class);
            assertThat(event.readings()).isEmpty();
        }
    }

    @Test
    void a_webhook_is_registered_and_dropped() {
        vendor.answers("/api/addwebhook", Response.json("{\"status\":\"ok\"}"))
                .answers("/api/dropwebhook", Response.json("{\"status\":\"ok\"}"));
        assertThat(trial.register(URI.create("https://patchbay.example/in/abc")))
                .isEmpty();
        assertThat(vendor.calls().getLast().form()).containsEntry("url", List.of("https://patchbay.example/in/abc"));
        assertThat(trial.unregister()).isEmpty();
        assertThat(vendor.asked("/api/dropwebhook")).isEqualTo(1);
    }

    @Test
    void an_address_that_the_vendor_refuses_leaves_polling_alone() {
        vendor.answers("/api/addwebhook", Recorded.error(400, 21, "Invalid url"));
        assertThat(trial.register(URI.create("http://localhost:8080/in/abc")))
                .get()
                .satisfies(e -> assertThat(e).hasMessageContaining("Invalid url"));
        assertThat(trial.round().thrown()).isEmpty();
    }

    private static Delivery unsigned(String body) {
        return new Delivery(Map.of("content-type", List.of("application/json")), bytes(body));
    }

    private static Delivery signed(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(bytes(body)));
            return new Delivery(Map.of("x-netatmo-secret", List.of(signature)), bytes(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
