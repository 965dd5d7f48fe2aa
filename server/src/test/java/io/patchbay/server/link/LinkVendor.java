package io.patchbay.server.link;

import io.patchbay.tck.simulator.AuthorizationServer;
import io.patchbay.tck.simulator.Authorizing;
import io.patchbay.tck.simulator.OAuthHabits;
import io.patchbay.tck.simulator.OAuthHabits.Issued;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// A vendor whose customers consent, for the connectors of these tests. One for each of the two flows, because the
/// service learns its connectors' addresses when it starts.
public final class LinkVendor extends Simulator implements Authorizing {
    static final String APP = "an-app";
    public static final String SECRET = "a-secret-of-the-app";
    public static final LinkVendor CODE = new LinkVendor();
    static final LinkVendor DEVICE = new LinkVendor();

    /// As the standard has it.
    static final Function<Issued, String> PLAIN = OAuthHabits.standard().answer();

    private final AuthorizationServer oauth;
    private volatile Function<Issued, String> answer = PLAIN;

    private LinkVendor() {
        super(0);
        oauth = new AuthorizationServer(
                InstantSource.system(), new OAuthHabits(true, false, 401, "|", issued -> this.answer.apply(issued)));
        oauth.app(APP, SECRET);
        get("/oauth2/authorize", oauth::authorize);
        post("/oauth2/token", oauth::token);
        post("/oauth2/revoke", oauth::revoke);
        post("/oauth2/device", oauth::device);
        get("/oauth2/device/decision", oauth::decideDevice);
        get("/me", this::me);
    }

    private Response me(Request request) {
        return oauth.bearer(request)
                .filter(bearer -> !bearer.expired())
                .map(bearer -> Response.json("\"" + bearer.user() + "\""))
                .orElseGet(() -> Response.json(401, "{}"));
    }

    /// How the token endpoint answers from now on.
    void answers(Function<Issued, String> next) {
        answer = next;
    }

    @Override
    public AuthorizationServer authorizationServer() {
        return oauth;
    }

    long refreshes() {
        return oauth.counts().refreshes();
    }

    long tokenCalls() {
        return calls().stream().filter(c -> c.path().equals("/oauth2/token")).count();
    }

    /// The tokens that were to be revoked, in order.
    public List<String> revoked() {
        return calls().stream()
                .filter(call -> call.path().equals("/oauth2/revoke"))
                .map(call -> call.form().getOrDefault("token", List.of("")).getFirst())
                .toList();
    }

    /// All is as in the beginning but for what was granted.
    public void calm() {
        faults().recover();
        answer = PLAIN;
        oauth.consent(io.patchbay.tck.simulator.Consent.GIVEN);
        oauth.life(Duration.ofHours(3));
        oauth.loseAnswers(0);
        oauth.tooManyConnections(0);
        oauth.throttle(Duration.ZERO);
        oauth.app(APP, SECRET);
        forget();
    }
}
