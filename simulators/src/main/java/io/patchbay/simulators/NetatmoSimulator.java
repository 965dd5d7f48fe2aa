package io.patchbay.simulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.tck.simulator.AuthorizationServer;
import io.patchbay.tck.simulator.Authorizing;
import io.patchbay.tck.simulator.Bearer;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.OAuthHabits;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// https://dev.netatmo.com: any number of users with weather stations, a home coach and a heated home each,
/// with the vendor's documented habits: refresh tokens that work once; `scope` as an array and no
/// `token_type`; 403 instead of 401 for a token that is too old; errors told apart by a code in the body;
/// values missing for what is out of reach; HTTP 200 with errors for a relay that is.
///
/// `GET /simulator/counts` tells what its authorization server has seen, for tests from outside, and
/// `POST /simulator/revoke?user=…` is a user who takes his consents back.
public final class NetatmoSimulator extends Simulator implements Authorizing {
    public static final String CLIENT_ID = "5f0000000000000000000001";
    public static final String CLIENT_SECRET = "sEcReT0fTheSimulatedApp";

    public static final String STATIONS = "/api/getstationsdata";
    public static final String HOME_COACHES = "/api/gethomecoachsdata";
    public static final String HOMES = "/api/homesdata";
    public static final String HOME_STATUS = "/api/homestatus";
    public static final String SET_ROOM = "/api/setroomthermpoint";
    public static final String SET_HOME = "/api/setthermmode";
    public static final String SET_STATE = "/api/setstate";
    public static final String REVOKE = "/simulator/revoke";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OK = "{\"status\":\"ok\",\"time_exec\":0.02}";

    /// Scope as an array, both spellings of the lifetime, and no `token_type`.
    private static final OAuthHabits HABITS = new OAuthHabits(true, false, 400, "|", issued -> """
                    {"access_token":"%s","refresh_token":"%s","scope":[%s],"expires_in":%d,"expire_in":%d}""".formatted(
                    issued.access(),
                    issued.refresh(),
                    issued.scopes().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")),
                    issued.life().toSeconds(),
                    issued.life().toSeconds()));

    private interface Answer {
        Response of(String user, NetatmoHousehold household);
    }

    private final Map<String, NetatmoHousehold> households = new ConcurrentHashMap<>();
    private final NetatmoUsage usage = new NetatmoUsage();
    private final NetatmoPush push;
    private final AuthorizationServer oauth;
    private final InstantSource clock;
    private final long update;

    /// With [#CLIENT_ID] and [#CLIENT_SECRET] as its only app.
    ///
    /// @param port 0 for a free one
    /// @param update how often stations upload; the vendor's do every ten minutes
    public NetatmoSimulator(int port, InstantSource clock, Duration update) {
        super(port);
        this.clock = clock;
        this.update = update.toSeconds();
        push = new NetatmoPush(clock, CLIENT_SECRET);
        oauth = new AuthorizationServer(clock, HABITS);
        oauth.app(CLIENT_ID, CLIENT_SECRET);
        faults().answer(Fault.UNAUTHORIZED, error(403, 2, "Invalid access token"));
        faults().answer(Fault.FORBIDDEN, error(403, 13, "Application does not have the good scope rights"));
        faults().answer(Fault.THROTTLED, error(429, 26, "Maximum api usage reached"));
        get("/oauth2/authorize", oauth::authorize);
        get("/oauth2/authorize/decision", oauth::decide);
        post("/oauth2/token", oauth::token);
        get("/simulator/counts", _ -> Response.json(oauth.counts().json()));
        post(REVOKE, r -> {
            oauth.revokeAll(r.query("user").orElse(""));
            return Response.empty(204);
        });
        both(STATIONS, r -> call(r, "read_station", (_, h) -> Response.json(json(h).stations())));
        both(HOME_COACHES, r -> call(r, "read_homecoach", (_, h) -> Response.json(json(h).homeCoaches())));
        both(HOMES, r -> call(r, "read_thermostat", (_, h) -> Response.json(json(h).homes())));
        both(HOME_STATUS, r -> call(r, "read_thermostat", (_, h) -> inHome(r, h, () -> json(h).status())));
        both(SET_ROOM, r -> call(r, "write_thermostat", (user, h) -> inHome(r, h, () -> turn(r, user, h))));
        both(SET_HOME, r -> call(r, "write_thermostat", (user, h) -> inHome(r, h, () -> turnAll(r, user, h))));
        both(SET_STATE, r -> call(r, "write_thermostat", (user, h) -> state(r, user, h)));
        both("/api/addwebhook", r -> call(r, "", (user, _) -> webhook(r, user)));
        both(
                "/api/dropwebhook",
                r -> call(r, "", (user, _) -> {
                    push.drop(user);
                    return Response.json(OK);
                }));
        otherwise(_ -> error(404, 31, "Method not found"));
    }

    @Override
    public AuthorizationServer authorizationServer() {
        return oauth;
    }

    /// What a user owns; every user owns something from the first time he is asked for.
    public NetatmoHousehold household(String user) {
        return households.computeIfAbsent(user, NetatmoHousehold::new);
    }

    /// Limits every user to 50 calls in 10 seconds, and to so many in an hour; the vendor's is 500.
    public void callsPerHour(int most) {
        usage.perHour(most);
    }

    /// Where each user's webhook is.
    public Map<String, URI> webhooks() {
        return push.addresses();
    }

    /// How a user's webhook has answered so far, as statuses; 0 where it did not.
    public List<Integer> webhookAnswers(String user) {
        return push.answers(user);
    }

    /// Whether webhooks are told everything twice from now on, as happens.
    public void tellTwice(boolean now) {
        push.twice(now);
    }

    /// Webhooks are signed with this secret from now on; with the app's unless set.
    public void signWith(String secret) {
        push.sign(secret);
    }

    /// A user turns a room's set point at the device itself; his webhook is told.
    public void turnByHand(String user, String room, double temperature) {
        turned(user, household(user), room, "manual", temperature, 0);
    }

    @Override
    public void close() {
        push.close();
        super.close();
    }

    private void both(String path, io.patchbay.tck.simulator.Handler handler) {
        get(path, handler);
        post(path, handler);
    }

    private NetatmoJson json(NetatmoHousehold household) {
        return new NetatmoJson(household, clock.instant(), update);
    }

    private Response call(Request request, String scope, Answer answer) {
        if (request.header("Authorization").isEmpty()) {
            return error(401, 1, "Access token is missing");
        }
        Optional<Bearer> bearer = oauth.bearer(request);
        if (bearer.isEmpty()) {
            return error(403, 2, "Invalid access token");
        }
        if (bearer.get().expired()) {
            return error(403, 3, "Access token expired");
        }
        if (!scope.isEmpty() && !bearer.get().scopes().contains(scope)) {
            return error(403, 13, "Application does not have the good scope rights");
        }
        String user = bearer.get().user();
        return usage.exceeded(user, clock.instant())
                ? error(403, 26, "User usage reached")
                : answer.of(user, household(user));
    }

    private interface Inside {
        String answer() throws Refused;
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    private static Response inHome(Request request, NetatmoHousehold household, Inside inside) {
        String home = field(request, "home_id");
        if (home.isEmpty()) {
            return error(400, 10, "Missing home_id");
        }
        if (!home.equals(household.home())) {
            return error(404, 21, "Invalid id");
        }
        try {
            return Response.json(inside.answer());
        } catch (Refused e) {
            return error(400, e.code, String.valueOf(e.getMessage()));
        }
    }

    private String turn(Request request, String user, NetatmoHousehold household) throws Refused {
        String mode = field(request, "mode");
        double temperature = mode.equals("manual") ? temperature(field(request, "temp")) : 0;
        if (mode.isEmpty()) {
            throw new Refused(10, "mode is missing");
        }
        if (!turned(user, household, field(request, "room_id"), mode, temperature, end(field(request, "endtime")))) {
            throw new Refused(21, "Invalid room_id or mode");
        }
        return OK;
    }

    private static double temperature(String text) throws Refused {
        try {
            double temperature = Double.parseDouble(text);
            if (temperature >= 7 && temperature <= 30) {
                return temperature;
            }
        } catch (NumberFormatException e) {
            // as one out of range
        }
        throw new Refused(21, "Invalid temp");
    }

    private static long end(String text) throws Refused {
        if (!text.matches("\\d{0,12}")) {
            throw new Refused(25, "Invalid date");
        }
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private boolean turned(
            String user, NetatmoHousehold household, String room, String mode, double temperature, long end) {
        Instant now = clock.instant();
        if (!household.turn(room, mode, temperature, end, now)) {
            return false;
        }
        var look = household.looks(now).stream()
                .filter(r -> r.id().equals(room))
                .findFirst()
                .orElseThrow();
        push.send(user, """
                {"user_id":"%s","push_type":"display_change","event_type":"%s","room_id":"%s","mode":"%s","temperature":%s,\
                "home":{"id":"%s","name":"Home","rooms":[{"id":"%s","name":"%s","therm_setpoint_mode":"%s",\
                "therm_setpoint_temperature":%s,"therm_setpoint_end_time":%d}]}}""".formatted(
                        user,
                        mode.equals("home") ? "cancel_set_point" : "set_point",
                        room,
                        mode,
                        look.point().target(),
                        household.home(),
                        room,
                        look.name(),
                        look.point().mode(),
                        look.point().target(),
                        end));
        return true;
    }

    private String turnAll(Request request, String user, NetatmoHousehold household) throws Refused {
        String mode = field(request, "mode");
        String before = household.mode();
        if (!household.turnAll(mode, clock.instant())) {
            throw new Refused(21, "mode not authorized");
        }
        push.send(user, """
                {"user_id":"%s","push_type":"home_event_changed","event_type":"therm_mode","mode":"%s",\
                "previous_mode":"%s","home":{"id":"%s","therm_mode":"%s"}}""".formatted(user, mode, before, household.home(), mode));
        return OK;
    }

    private Response state(Request request, String user, NetatmoHousehold household) {
        try {
            JsonNode home = JSON.readTree(request.text()).path("home");
            if (!home.path("id").asText().equals(household.home())) {
                return error(404, 21, "Invalid id");
            }
            for (JsonNode room : home.path("rooms")) {
                boolean known = turned(
                        user,
                        household,
                        room.path("id").asText(),
                        room.path("therm_setpoint_mode").asText(),
                        room.path("therm_setpoint_temperature").asDouble(NetatmoHousehold.SCHEDULED),
                        room.path("therm_setpoint_end_time").asLong());
                if (!known) {
                    return Response.json("""
                            {"body":{"errors":[{"code":4,"id":"%s","command":"therm_setpoint_mode"}]},"status":"ok"}""".formatted(room.path("id").asText()));
                }
            }
            return Response.json(OK);
        } catch (JsonProcessingException e) {
            return error(400, 40, "JSON given has an invalid encoding");
        }
    }

    private Response webhook(Request request, String user) {
        String address = field(request, "url");
        if (!address.matches("https?://[^\\s/]+.*")) {
            return error(400, 21, "Invalid url");
        }
        push.add(user, URI.create(address));
        push.send(user, """
                {"user_id":"%s","user":{"id":"%s","email":"user@example.org"},"push_type":"webhook_activation"}""".formatted(user, user));
        return Response.json(OK);
    }

    /// Parameters come by form or by query.
    private static String field(Request request, String name) {
        var inForm = request.form().get(name);
        return inForm == null ? request.query(name).orElse("") : inForm.getFirst();
    }

    private static Response error(int status, int code, String message) {
        return Response.json(status, "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}");
    }
}
