package io.patchbay.netatmo;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Problem;
import io.patchbay.http.Json;
import io.patchbay.http.JsonHttp;
import io.patchbay.http.RetryAfter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The vendor's calls, and what its errors mean. The code in an error's body tells more than the status,
/// which varies.
final class NetatmoApi {
    private static final int DEVICE_NOT_FOUND = 9;
    private static final int BUSY = 11;
    private static final int SCOPE_MISSING = 13;
    private static final int USAGE_REACHED = 26;
    private static final int NO_SUCH_METHOD = 31;
    private static final int NOTHING_TO_CHANGE = 7;
    private static final int UNREACHABLE = 41;

    /// The user's budget is counted by the hour.
    private static final Duration USAGE_WAIT = Duration.ofHours(1);
    /// Another call for the same user is under way.
    private static final Duration BUSY_WAIT = Duration.ofSeconds(5);

    private final VendorHttp http;
    private final InstantSource clock;
    private final JsonHttp json;

    NetatmoApi(InstanceContext context) {
        http = context.http();
        clock = context.clock();
        JsonHttp sorting = JsonHttp.over(http, clock);
        for (int status = 400; status < 500; status++) {
            sorting = sorting.on(status, this::sort);
        }
        json = sorting;
    }

    /// What became of the question for one kind of device.
    sealed interface Answer {
        record Given(Json json) implements Answer {}

        /// This user has none of it.
        record None() implements Answer {}

        /// The customer did not consent to it.
        record NotConsented() implements Answer {}
    }

    Answer stations() throws ConnectorException, InterruptedException {
        return ask(Call.get("/api/getstationsdata").query("get_favorites", false));
    }

    Answer homeCoaches() throws ConnectorException, InterruptedException {
        return ask(Call.get("/api/gethomecoachsdata"));
    }

    /// Homes, their rooms and modules, without values.
    Answer homes() throws ConnectorException, InterruptedException {
        return ask(Call.get("/api/homesdata"));
    }

    /// Values of one home.
    Json status(String home) throws ConnectorException, InterruptedException {
        return json.send(Call.get("/api/homestatus").query("home_id", home));
    }

    private Answer ask(Call call) throws ConnectorException, InterruptedException {
        Reply reply = http.send(call);
        if (reply.status() >= 400) {
            int code = code(reply);
            if (code == SCOPE_MISSING) {
                return new Answer.NotConsented();
            }
            if (code == NO_SUCH_METHOD || code == DEVICE_NOT_FOUND) {
                return new Answer.None();
            }
        }
        return new Answer.Given(json.read(call, reply));
    }

    Optional<String> addWebhook(URI address) throws ConnectorException, InterruptedException {
        return command(Call.form("/api/addwebhook", Map.of("url", address.toString())));
    }

    Optional<String> dropWebhook() throws ConnectorException, InterruptedException {
        return command(Call.form("/api/dropwebhook", Map.of("app_types", "app_thermostat")));
    }

    /// Changes something.
    ///
    /// @return why the vendor will not do it; empty if it did
    Optional<String> command(Call call) throws ConnectorException, InterruptedException {
        Reply reply = http.send(call);
        if (reply.status() >= 400 && reply.status() < 500) {
            int code = code(reply);
            if (code == SCOPE_MISSING) {
                return Optional.of("the customer did not consent to changes: link the client again");
            }
            if (code == NOTHING_TO_CHANGE) {
                return Optional.empty();
            }
            if (code > 0 && sort(reply) instanceof Failure.Puzzled refused) {
                return Optional.of(refused.cause());
            }
        }
        return partlyRefused(json.read(call, reply));
    }

    /// Some commands succeed with errors in the body.
    private static Optional<String> partlyRefused(Json answer) throws ConnectorException {
        for (Json error : answer.get("body").get("errors").itemsIfAny()) {
            int code = (int) error.get("code").number();
            if (code == 6 || code == UNREACHABLE) {
                throw new ConnectorException(new Failure.Unavailable("Netatmo cannot reach the device now"));
            }
            String words = error.get("message").textIfAny().orElse("without further words");
            return Optional.of("Netatmo refused it with code " + code + ": " + words);
        }
        return Optional.empty();
    }

    /// Tells whether an app's credentials are good without any customer: a refresh with a token that cannot
    /// exist is `invalid_grant` for a known app, and `invalid_client` for others.
    void tryCredentials(Config instance) throws ConnectorException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", "none");
        form.put("client_id", instance.text(NetatmoConnector.CLIENT_ID));
        form.put(
                "client_secret", instance.secret(NetatmoConnector.CLIENT_SECRET).reveal());
        Call call = Call.form("/oauth2/token", form);
        Reply reply = http.send(call);
        switch (oauthError(reply)) {
            case "invalid_grant", "invalid_request" -> {
                // the app is known
            }
            case "invalid_client", "unauthorized_client" ->
                throw new ConnectorException(new Failure.Misconfigured(List.of(new Problem(
                        NetatmoConnector.CLIENT_ID,
                        "is refused by Netatmo together with client_secret: "
                                + "copy both anew from https://dev.netatmo.com/apps"))));
            case "too_many_connections" ->
                throw new ConnectorException(new Failure.Throttled(
                        "Netatmo is too busy to check the credentials", RetryAfter.of(reply, clock)));
            default -> json.read(call, reply);
        }
    }

    /// The OAuth endpoints have a text where the others have an object.
    private static String oauthError(Reply reply) throws ConnectorException {
        Optional<Json> error = error(reply);
        return error.isPresent() && error.get().node().isTextual() ? error.get().text() : "";
    }

    private static int code(Reply reply) {
        return error(reply).map(e -> e.node().path("code").asInt(0)).orElse(0);
    }

    private static Optional<Json> error(Reply reply) {
        return JsonHttp.parse(reply)
                .map(body -> new Json(body.node().path("error"), "$.error"))
                .filter(error -> !error.isAbsent());
    }

    private Failure sort(Reply reply) {
        int code = code(reply);
        Optional<Duration> wait = RetryAfter.of(reply, clock);
        return switch (code) {
            case USAGE_REACHED ->
                new Failure.Throttled(
                        "Netatmo takes no more calls for this customer for a while",
                        wait.or(() -> Optional.of(USAGE_WAIT)));
            case BUSY ->
                new Failure.Throttled(
                        "Netatmo is still busy with another call for this customer",
                        wait.or(() -> Optional.of(BUSY_WAIT)));
            case 1, 2, 3 -> new Failure.Unauthorized("Netatmo no longer takes the customer's consent");
            case SCOPE_MISSING -> new Failure.Unauthorized("the customer did not consent to what is asked for");
            case 5, 22 ->
                new Failure.Misconfigured(List.of(new Problem(
                        NetatmoConnector.CLIENT_ID,
                        "belongs to an app that Netatmo has deactivated or does not know: see "
                                + "https://dev.netatmo.com/apps")));
            case UNREACHABLE -> new Failure.Unavailable("Netatmo cannot reach the device now");
            default -> byStatus(reply, code, wait);
        };
    }

    private static Failure byStatus(Reply reply, int code, Optional<Duration> wait) {
        int status = reply.status();
        if (status == 429) {
            return new Failure.Throttled("Netatmo wants fewer calls", wait);
        }
        if (status == 401 || status == 403) {
            // a page comes from a gateway in between, which knows nothing of consent
            return JsonHttp.parse(reply).isPresent()
                    ? new Failure.Unauthorized("Netatmo answered with status " + status)
                    : new Failure.Unavailable("a gateway of Netatmo answered with status " + status);
        }
        String words = error(reply)
                .map(e -> e.node().path("message").asText())
                .filter(w -> !w.isBlank() && w.length() <= 200)
                .orElse("no further words");
        return new Failure.Puzzled("Netatmo answered with status " + status + " and code " + code + ": " + words, "");
    }
}
