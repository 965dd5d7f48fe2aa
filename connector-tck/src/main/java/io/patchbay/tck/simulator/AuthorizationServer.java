package io.patchbay.tck.simulator;

import io.patchbay.tck.simulator.OAuthHabits.Issued;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The OAuth 2.0 part of a simulated vendor: authorization code with PKCE (RFC 6749, RFC 7636), device
/// authorization (RFC 8628), refresh with rotation, revocation (RFC 7009), and what goes wrong with them.
/// Tokens and codes are random. From any thread.
///
/// A simulator routes its paths here, and asks [#bearer] who calls:
///
/// ```
/// get("/oauth2/authorize", oauth::authorize);
/// get("/oauth2/authorize/decision", oauth::decide);
/// post("/oauth2/token", oauth::token);
/// post("/oauth2/revoke", oauth::revoke);
/// post("/oauth2/device", oauth::device);
/// get("/oauth2/device/decision", oauth::decideDevice);
/// ```
public final class AuthorizationServer {
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final InstantSource clock;
    private final OAuthHabits habits;
    private final Grants grants;
    private final Codes codes = new Codes();
    private final Devices devices = new Devices();
    private final Map<String, Set<String>> secrets = new ConcurrentHashMap<>();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger crowded = new AtomicInteger();
    private final AtomicLong postponed = new AtomicLong();
    private volatile Consent consent = Consent.GIVEN;
    private volatile Duration life = Duration.ofHours(3);
    private volatile Instant throttledUntil = Instant.MIN;

    public AuthorizationServer(InstantSource clock, OAuthHabits habits) {
        this.clock = clock;
        this.habits = habits;
        grants = new Grants(habits);
    }

    /// Registers an OAuth client, or one more secret of it.
    public void app(String id, String secret) {
        secrets.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet()).add(secret);
    }

    /// Ends a secret.
    public void withdraw(String id, String secret) {
        secrets.getOrDefault(id, Set.of()).remove(secret);
    }

    /// What the users do from now on; [Consent#GIVEN] unless set.
    public void consent(Consent next) {
        consent = next;
    }

    /// Of access tokens given from now on; 3 hours unless set.
    public void life(Duration next) {
        life = next;
    }

    /// The next refreshes rotate the pair, but their answer is lost.
    public void loseAnswers(int next) {
        toLose.set(next);
    }

    /// The next calls of the token endpoint are answered with 400 `too_many_connections`: a status of the
    /// caller's fault for something that goes by.
    public void tooManyConnections(int next) {
        crowded.set(next);
    }

    /// The token endpoint answers 429 with `Retry-After` for so long.
    public void throttle(Duration time) {
        throttledUntil = clock.instant().plus(time);
    }

    /// Every access token is too old from now on.
    public void expire() {
        grants.expire();
    }

    /// A user withdraws his consent at the vendor.
    public void revokeAll(String user) {
        grants.endOf(Optional.of(user));
    }

    /// Everybody withdraws.
    public void revokeAll() {
        grants.endOf(Optional.empty());
    }

    /// A consent without a browser.
    public Issued link(String user, String app, List<String> scopes) {
        return grants.open(new Grants.Owner(user, app, scopes), life, clock.instant());
    }

    /// A refresh without HTTP; empty for `invalid_grant`.
    public Optional<Issued> refresh(String token) {
        return grants.refresh(token, "", life, clock.instant(), false);
    }

    /// Who calls, by the header `Authorization: Bearer …` (RFC 6750 section 2.1).
    ///
    /// @return empty if there is no token, or one that is worth nothing
    public Optional<Bearer> bearer(Request request) {
        String header = request.header("Authorization").orElse("");
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? grants.bearer(header.substring(7).strip(), clock.instant())
                : Optional.empty();
    }

    public OAuthCounts counts() {
        return grants.counts(postponed.get());
    }

    /// Each use of a refresh token that had been rotated away.
    public List<Reuse> reuses() {
        return grants.reuses();
    }

    /// The authorization endpoint.
    public Response authorize(Request request) {
        String app = request.query("client_id").orElse("");
        if (!secrets.containsKey(app)) {
            return error(400, "invalid_client");
        }
        if (request.query("redirect_uri").orElse("").isEmpty()) {
            return error(400, "invalid_request");
        }
        return switch (consent) {
            case GIVEN -> decided(request, true);
            case REFUSED -> decided(request, false);
            case ASKED ->
                ConsentPage.of(
                        request.path() + "/decision",
                        request.query(),
                        app,
                        request.query("scope").orElse(""));
        };
    }

    /// Where the consent page's form goes.
    public Response decide(Request request) {
        return secrets.containsKey(request.query("client_id").orElse(""))
                ? decided(request, request.query("decision").orElse("").equals("allow"))
                : error(400, "invalid_client");
    }

    private Response decided(Request request, boolean allowed) {
        String back = request.query("redirect_uri").orElse("");
        String result = allowed ? "code=" + codes.add(request, user(request), clock.instant()) : "error=access_denied";
        String state = URLEncoder.encode(request.query("state").orElse(""), StandardCharsets.UTF_8);
        return Response.empty(302)
                .header("Location", back + (back.contains("?") ? "&" : "?") + "state=" + state + "&" + result);
    }

    private String user(Request request) {
        return request.query("user").filter(u -> !u.isBlank()).orElseGet(() -> "user-" + users.incrementAndGet());
    }

    /// The token endpoint.
    public Response token(Request request) {
        Form form = new Form(request.form());
        Instant now = clock.instant();
        if (now.isBefore(throttledUntil)) {
            postponed.incrementAndGet();
            return error(429, "too_many_requests")
                    .header(
                            "Retry-After",
                            ""
                                    + Math.max(
                                            1,
                                            Duration.between(now, throttledUntil)
                                                    .toSeconds()));
        }
        if (crowded.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            postponed.incrementAndGet();
            return error(400, "too_many_connections");
        }
        Optional<String> app = app(request, form);
        if (app.isEmpty()) {
            return error(habits.wrongClient(), "invalid_client");
        }
        return switch (form.get("grant_type")) {
            case "authorization_code" ->
                codes.take(form.get("code"), form.get("redirect_uri"), form.get("code_verifier"), app.get(), now)
                        .map(owner -> answer(grants.open(owner, life, now)))
                        .orElseGet(() -> error(400, "invalid_grant"));
            case "refresh_token" -> refresh(form.get("refresh_token"), app.get(), now);
            case DEVICE_GRANT ->
                switch (devices.ask(form.get("device_code"), app.get(), now)) {
                    case Devices.Asked.Not(String why) -> error(400, why);
                    case Devices.Asked.Granted(Grants.Owner owner) -> answer(grants.open(owner, life, now));
                };
            default -> error(400, "unsupported_grant_type");
        };
    }

    private Response refresh(String token, String app, Instant now) {
        boolean lost = toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        Optional<Issued> issued = grants.refresh(token, app, life, now, lost);
        if (issued.isEmpty()) {
            return error(400, "invalid_grant");
        }
        return lost ? Response.none() : answer(issued.get());
    }

    /// The revocation endpoint. It knows no wrong token (RFC 7009 section 2.2).
    public Response revoke(Request request) {
        Form form = new Form(request.form());
        if (app(request, form).isEmpty()) {
            return error(habits.wrongClient(), "invalid_client");
        }
        grants.end(form.get("token"));
        return Response.empty(200);
    }

    /// The device authorization endpoint. Its client may have no secret.
    public Response device(Request request) {
        Form form = new Form(request.form());
        String app = form.get("client_id");
        if (!secrets.containsKey(app)) {
            return error(habits.wrongClient(), "invalid_client");
        }
        String page = "http://" + request.header("Host").orElse("") + request.path() + "/decision";
        return Response.json(devices.begin(app, Form.words(form.get("scope")), consent, page, clock.instant()));
    }

    /// The page at which the user confirms the code: with `decision=allow` or `deny` it is the answer.
    public Response decideDevice(Request request) {
        String code = request.query("user_code").orElse("");
        Optional<String> decision = request.query("decision");
        if (decision.isEmpty()) {
            return ConsentPage.of(request.path(), request.query(), "with the code " + code, "your devices");
        }
        boolean known = devices.decide(code, user(request), decision.get().equals("allow"), clock.instant());
        return ConsentPage.done(known ? "Done. You may close this page." : "This code is not known, or too old.");
    }

    /// The client that a call proves to be, by HTTP Basic or by form (RFC 6749 section 2.3.1).
    private Optional<String> app(Request request, Form form) {
        String id = form.get("client_id");
        String secret = form.get("client_secret");
        String header = request.header("Authorization").orElse("");
        if (header.startsWith("Basic ")) {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = Math.max(0, pair.indexOf(':'));
            id = Form.decoded(pair.substring(0, colon));
            secret = Form.decoded(pair.substring(Math.min(pair.length(), colon + 1)));
        }
        return secrets.getOrDefault(id, Set.of()).contains(secret) ? Optional.of(id) : Optional.empty();
    }

    private Response answer(Issued issued) {
        return Response.json(habits.answer().apply(issued)).header("Cache-Control", "no-store");
    }

    private static Response error(int status, String code) {
        return Response.json(status, "{\"error\":\"" + code + "\"}");
    }
}
