package io.patchbay.tck.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Device codes, RFC 8628.
final class Devices {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// What the token endpoint says of a device code.
    sealed interface Asked {
        /// @param why `authorization_pending`, `slow_down`, `access_denied`, `expired_token` or
        ///     `invalid_grant`
        record Not(String why) implements Asked {}

        record Granted(Grants.Owner owner) implements Asked {}
    }

    private enum State {
        PENDING,
        ALLOWED,
        DENIED
    }

    private static final class Device {
        final String app;
        final List<String> scopes;
        final String userCode;
        final Instant until;
        State state;
        String user = "";
        Instant asked = Instant.MIN;

        Device(String app, List<String> scopes, String userCode, Instant until, State state) {
            this.app = app;
            this.scopes = scopes;
            this.userCode = userCode;
            this.until = until;
            this.state = state;
        }
    }

    private final Map<String, Device> devices = new HashMap<>();
    private int users;

    /// @param page where the user confirms
    /// @return the endpoint's answer
    synchronized String begin(String app, List<String> scopes, Consent consent, String page, Instant now) {
        devices.values().removeIf(d -> now.isAfter(d.until.plus(LIFE)));
        String code = Grants.random();
        String userCode = Grants.random().substring(0, 8).toUpperCase(Locale.ROOT);
        State state = switch (consent) {
            case GIVEN -> State.ALLOWED;
            case REFUSED -> State.DENIED;
            case ASKED -> State.PENDING;
        };
        Device device = new Device(app, scopes, userCode, now.plus(LIFE), state);
        device.user = "device-user-" + ++users;
        devices.put(code, device);
        return """
                {"device_code":"%s","user_code":"%s","verification_uri":"%s","verification_uri_complete":"%s?user_code=%s",\
                "expires_in":%d,"interval":%d}""".formatted(code, userCode, page, page, userCode, LIFE.toSeconds(), INTERVAL.toSeconds());
    }

    /// @return whether the code is known and still good
    synchronized boolean decide(String userCode, String user, boolean allowed, Instant now) {
        for (Device device : devices.values()) {
            if (device.userCode.equals(userCode) && now.isBefore(device.until)) {
                device.state = allowed ? State.ALLOWED : State.DENIED;
                device.user = user;
                return true;
            }
        }
        return false;
    }

    synchronized Asked ask(String code, String app, Instant now) {
        Device device = devices.get(code);
        if (device == null || !device.app.equals(app)) {
            return new Asked.Not("invalid_grant");
        }
        if (!now.isBefore(device.until)) {
            return new Asked.Not("expired_token");
        }
        boolean tooSoon = now.isBefore(device.asked.plus(INTERVAL));
        device.asked = now;
        if (tooSoon) {
            return new Asked.Not("slow_down");
        }
        return switch (device.state) {
            case PENDING -> new Asked.Not("authorization_pending");
            case DENIED -> new Asked.Not("access_denied");
            case ALLOWED -> {
                devices.remove(code);
                yield new Asked.Granted(new Grants.Owner(device.user, device.app, device.scopes));
            }
        };
    }
}
