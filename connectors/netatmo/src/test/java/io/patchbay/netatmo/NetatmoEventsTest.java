package io.patchbay.netatmo;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Delivery;
import io.patchbay.connector.Failure;
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
    }

    @Test
    void what_says_nothing_of_heating_changes_nothing() {
        trial.round();
        for (String body : List.of(
                "{\"user_id\":\"u1\",\"user\":{\"id\":\"u1\",\"email\":\"a@b.c\"},\"push_type\":\"webhook_activation\"}",
                "{\"push_type\":\"NACamera-person\",\"event_type\":\"person\",\"home_id\":\"" + HOME + "\"}",
                "{\"push_type\":\"home_event_changed\",\"event_type\":\"schedule\",\"home_id\":\"" + HOME + "\"}")) {
            Round event = trial.receive(unsigned(body));
            assertThat(event.thrown()).as(body).isEmpty();
            assertThat(event.readings()).as(body).isEmpty();
        }
    }

    @Test
    void a_delivery_before_the_first_poll_changes_nothing() {
        assertThat(trial.receive(unsigned(SET_POINT)).readings()).isEmpty();
    }

    @Test
    void what_cannot_be_trusted_or_understood_changes_nothing() {
        trial.round();
        for (Delivery delivery : List.of(
                signed(SET_POINT, "another secret"),
                new Delivery(Map.of("x-netatmo-secret", List.of("")), bytes(SET_POINT)),
                unsigned("<html>"),
                unsigned("[]"),
                unsigned(SET_POINT.replace("23.5", "\"hot\"")))) {
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
        assertThat(trial.register(URI.create("http://localhost:8080/in/abc"))).isEmpty();
        assertThat(trial.context().log().lines()).singleElement().asString().contains("Invalid url");
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
