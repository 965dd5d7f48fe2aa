package io.patchbay.netatmo;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Delivery;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.Secret;
import io.patchbay.http.Json;
import io.patchbay.http.JsonHttp;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the vendor's webhook says of set points and modes. It tells nothing of weather, and what else it
/// tells is left to the next poll. Pure.
final class NetatmoEvents {
    private static final String SIGNATURE = "x-netatmo-secret";

    private NetatmoEvents() {}

    /// @param readings of the home and its rooms, whether or not the client knows them
    /// @param more whether more has changed than they say
    record Told(List<Reading> readings, boolean more) {}

    /// @param secret the app's, which signs deliveries
    static boolean isGenuine(Delivery delivery, Secret secret) {
        // not every delivery is signed; then it is the unguessable address that vouches for it
        return Optional.ofNullable(delivery.headers().get(SIGNATURE)).stream()
                .flatMap(List::stream)
                .allMatch(signature -> signed(delivery.body(), signature, secret));
    }

    /// @throws ConnectorException `Puzzled` if the delivery is not understood
    static Told read(Delivery delivery, Instant now) throws ConnectorException {
        Json event = JsonHttp.parse(new Reply(200, Map.of(), delivery.body()))
                .filter(body -> body.node().isObject())
                .orElseThrow(() -> puzzled("a delivery is not in JSON"));
        List<Reading> readings = new ArrayList<>();
        Json home = event.get("home");
        Optional<String> id = home.get("id").textIfAny().or(() -> optional(event, "home_id"));
        String type = event.get("event_type")
                .textIfAny()
                .or(() -> optional(event, "push_type"))
                .orElse("");
        return switch (type) {
            case "set_point", "cancel_set_point" -> {
                if (id.isPresent()) {
                    setPoints(readings, event, home, id.get(), now);
                }
                yield new Told(readings, readings.isEmpty());
            }
            case "therm_mode" -> {
                Optional<String> mode = event.get("mode").textIfAny().or(() -> optional(home, "therm_mode"));
                if (id.isPresent() && mode.isPresent()) {
                    readings.add(reading(id.get(), NetatmoEnergyThings.MODE, NetatmoEnergyThings.mode(mode), now));
                }
                // the set points of its rooms go with it
                yield new Told(readings, true);
            }
            case "schedule", "topology_changed" -> new Told(readings, true);
            // security, the webhook's own activation
            default -> new Told(readings, false);
        };
    }

    private static void setPoints(List<Reading> readings, Json event, Json home, String id, Instant now)
            throws ConnectorException {
        for (Json room : home.get("rooms").itemsIfAny()) {
            room(
                    readings,
                    id + "/" + room.get("id").text(),
                    room.get("therm_setpoint_mode"),
                    room.get("therm_setpoint_temperature"),
                    now);
        }
        Optional<String> room = event.get("room_id").textIfAny();
        if (room.isPresent()) {
            room(readings, id + "/" + room.get(), event.get("mode"), event.get("temperature"), now);
        }
    }

    private static void room(List<Reading> readings, String thing, Json mode, Json temperature, Instant now)
            throws ConnectorException {
        Optional<String> word = mode.textIfAny();
        word.ifPresent(m ->
                readings.add(reading(thing, NetatmoEnergyThings.MODE, NetatmoEnergyThings.mode(Optional.of(m)), now)));
        temperature
                .numberIfAny()
                .ifPresent(t -> readings.add(reading(thing, NetatmoEnergyThings.TARGET, Value.of(t), now)));
    }

    private static Reading reading(String thing, String property, Value value, Instant now) {
        return new Reading(thing, NetatmoEnergyThings.HEATING, property, value, now);
    }

    private static Optional<String> optional(Json object, String key) {
        return Optional.of(object.node().path(key).asText()).filter(t -> !t.isBlank());
    }

    private static boolean signed(byte[] body, String signature, Secret secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected = HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.US_ASCII);
            // takes as long for a near miss as for a wild guess
            return MessageDigest.isEqual(
                    expected, signature.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }

    /// Without a sample: whatever came may be anybody's.
    private static ConnectorException puzzled(String cause) {
        return new ConnectorException(new Failure.Puzzled(cause, ""));
    }
}
