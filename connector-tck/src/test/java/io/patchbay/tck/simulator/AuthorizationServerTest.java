package io.patchbay.tck.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.tck.HandClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationServerTest {
    private static final String BACK = "http://127.0.0.1:9/back?own=1";
    private static final String APP = "client_id=app&client_secret=s%26t";

    private final HandClock clock = new HandClock(Instant.parse("2031-03-04T05:06:07Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Vendor vendor = new Vendor(new AuthorizationServer(clock, OAuthHabits.standard()));
    private final AuthorizationServer oauth = vendor.oauth;

    static final class Vendor extends Simulator {
        final AuthorizationServer oauth;

        Vendor(AuthorizationServer oauth) {
            super(0);
            this.oauth = oauth;
            oauth.app("app", "s&t");
            get("/authorize", oauth::authorize);
            get("/authorize/decision", oauth::decide);
            post("/token", oauth::token);
            post("/revoke", oauth::revoke);
            post("/device", oauth::device);
            get("/device/decision", oauth::decideDevice);
            get(
                    "/me",
                    r -> oauth.bearer(r)
                            .map(b -> Response.json(b.expired() ? 401 : 200, "\"" + b.user() + b.scopes() + "\""))
                            .orElseGet(() -> Response.empty(401)));
        }
    }

    @AfterEach
    void stop() {
        http.close();
        vendor.close();
    }

    @Test
    void consent_gives_a_code_which_gives_tokens_once() throws Exception {
        String code = code("");
        HttpResponse<String> first = exchange(code, BACK);
        assertThat(first.body()).contains("\"token_type\":\"Bearer\"", "\"expires_in\":10800", "\"scope\":\"a b\"");
        assertThat(me(field(first, "access_token")).body()).isEqualTo("\"anna[a, b]\"");
        assertThat(exchange(code, BACK).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(exchange(code(""), "http://127.0.0.1:9/other").statusCode()).isEqualTo(400);
    }

    @Test
    void the_state_comes_back_and_the_addresss_own_query_stays() throws Exception {
        assertThat(location(authorize(""))).startsWith(BACK + "&state=x%26y&code=");
        oauth.consent(Consent.REFUSED);
        assertThat(location(authorize(""))).isEqualTo(BACK + "&state=x%26y&error=access_denied");
    }

    @Test
    void a_code_with_a_challenge_wants_its_verifier() throws Exception {
        // the example of RFC 7636 appendix B
        String challenge = "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assertThat(exchange(code(challenge), BACK).statusCode()).isEqualTo(400);
        String form = APP + "&grant_type=authorization_code&code=" + code(challenge) + "&redirect_uri=" + encoded(BACK)
                + "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assertThat(post("/token", form).statusCode()).isEqualTo(200);
    }

    @Test
    void a_person_is_asked_on_a_page() throws Exception {
        oauth.consent(Consent.ASKED);
        HttpResponse<String> page = authorize("&scope=%3Cb%3E");
        assertThat(page.body())
                .contains("value=\"allow\"", "name=\"state\" value=\"x&amp;y\"")
                .doesNotContain("<b>\"");
        assertThat(location(decision("allow"))).contains("code=");
        assertThat(location(decision("deny"))).contains("error=access_denied");
    }

    @Test
    void a_refresh_ends_the_former_pair_at_once() throws Exception {
        HttpResponse<String> first = exchange(code(""), BACK);
        HttpResponse<String> second = refresh(field(first, "refresh_token"));
        assertThat(me(field(first, "access_token")).statusCode()).isEqualTo(401);
        assertThat(me(field(second, "access_token")).statusCode()).isEqualTo(200);
        assertThat(refresh(field(first, "refresh_token")).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(refresh("nonsense").statusCode()).isEqualTo(400);
        assertThat(refresh(field(second, "refresh_token")).statusCode()).isEqualTo(200);
        assertThat(oauth.counts()).isEqualTo(new OAuthCounts(1, 2, 1, 0, 1, 0));
        assertThat(oauth.counts().json()).contains("\"refreshes\":2,\"reused\":1");
        assertThat(oauth.reuses())
                .singleElement()
                .satisfies(reuse ->
                        assertThat(reuse.known()).as("the new pair was in use").isTrue());
    }

    @Test
    void a_token_that_comes_twice_because_the_new_one_was_never_had_is_told_apart() throws Exception {
        HttpResponse<String> first = exchange(code(""), BACK);
        refresh(field(first, "refresh_token"));
        assertThat(refresh(field(first, "refresh_token")).statusCode()).isEqualTo(400);
        assertThat(oauth.reuses())
                .singleElement()
                .satisfies(reuse -> assertThat(reuse.known()).isFalse());
    }

    @Test
    void a_vendor_may_end_the_grant_when_a_token_comes_twice() {
        var habits = OAuthHabits.standard();
        var strict =
                new AuthorizationServer(clock, new OAuthHabits(true, true, 401, habits.separator(), habits.answer()));
        var first = strict.link("anna", "app", List.of());
        var second = strict.refresh(first.refresh()).orElseThrow();
        assertThat(strict.refresh(first.refresh())).isEmpty();
        assertThat(strict.refresh(second.refresh())).isEmpty();
    }

    @Test
    void a_lost_answer_has_rotated_the_pair() throws Exception {
        String token = field(exchange(code(""), BACK), "refresh_token");
        oauth.loseAnswers(1);
        assertThatThrownBy(() -> refresh(token)).isInstanceOf(IOException.class);
        assertThat(refresh(token).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(oauth.counts()).isEqualTo(new OAuthCounts(1, 1, 1, 1, 0, 0));
    }

    @Test
    void access_tokens_grow_old() throws Exception {
        oauth.life(Duration.ofSeconds(5));
        String access = field(exchange(code(""), BACK), "access_token");
        assertThat(me(access).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(5));
        assertThat(me(access).statusCode()).isEqualTo(401);
        oauth.life(Duration.ofHours(1));
        String next = field(exchange(code(""), BACK), "access_token");
        oauth.expire();
        assertThat(me(next).statusCode()).isEqualTo(401);
    }

    @Test
    void a_user_who_withdraws_ends_his_grants_only() throws Exception {
        HttpResponse<String> anna = exchange(code(""), BACK);
        var bob = oauth.link("bob", "app", List.of());
        oauth.revokeAll("anna");
        assertThat(me(field(anna, "access_token")).statusCode()).isEqualTo(401);
        assertThat(refresh(field(anna, "refresh_token")).statusCode()).isEqualTo(400);
        assertThat(me(bob.access()).statusCode()).isEqualTo(200);
        oauth.revokeAll();
        assertThat(me(bob.access()).statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_can_be_revoked() throws Exception {
        var anna = oauth.link("anna", "app", List.of());
        assertThat(post("/revoke", "client_id=app&client_secret=wrong&token=x").statusCode())
                .isEqualTo(401);
        assertThat(post("/revoke", APP + "&token=" + anna.refresh()).statusCode())
                .isEqualTo(200);
        assertThat(me(anna.access()).statusCode()).isEqualTo(401);
    }

    @Test
    void a_client_has_one_secret_or_two() throws Exception {
        String wrong = "grant_type=refresh_token&refresh_token=x&client_id=app&client_secret=wrong";
        assertThat(post("/token", wrong).body()).isEqualTo("{\"error\":\"invalid_client\"}");
        oauth.app("app", "new");
        String form = "grant_type=refresh_token&refresh_token=x";
        String basic = Base64.getEncoder().encodeToString("app:new".getBytes(StandardCharsets.UTF_8));
        assertThat(post("/token", form, "Basic " + basic).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        oauth.withdraw("app", "new");
        assertThat(post("/token", form, "Basic " + basic).body()).isEqualTo("{\"error\":\"invalid_client\"}");
    }

    @Test
    void the_token_endpoint_wants_fewer_calls_for_a_while() throws Exception {
        String token = oauth.link("anna", "app", List.of()).refresh();
        oauth.throttle(Duration.ofSeconds(7));
        HttpResponse<String> limited = refresh(token);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        clock.advance(Duration.ofSeconds(7));
        oauth.tooManyConnections(1);
        assertThat(refresh(token).body()).isEqualTo("{\"error\":\"too_many_connections\"}");
        assertThat(refresh(token).statusCode()).isEqualTo(200);
        assertThat(oauth.counts().postponed()).isEqualTo(2);
    }

    @Test
    void a_device_waits_for_its_user() throws Exception {
        oauth.consent(Consent.ASKED);
        HttpResponse<String> begun = post("/device", "client_id=app&scope=a");
        String ask = APP + "&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code="
                + field(begun, "device_code");
        assertThat(post("/token", ask).body()).isEqualTo("{\"error\":\"authorization_pending\"}");
        assertThat(post("/token", ask).body()).isEqualTo("{\"error\":\"slow_down\"}");
        clock.advance(Duration.ofSeconds(2));
        URI page = URI.create(field(begun, "verification_uri_complete"));
        assertThat(get(page).body()).contains(field(begun, "user_code"), "value=\"allow\"");
        assertThat(get(URI.create(page + "&decision=allow&user=anna")).body()).contains("Done");
        HttpResponse<String> granted = post("/token", ask);
        assertThat(me(field(granted, "access_token")).body()).isEqualTo("\"anna[a]\"");
        assertThat(post("/token", ask).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @Test
    void a_device_is_refused_or_too_late() throws Exception {
        oauth.consent(Consent.REFUSED);
        String ask = APP + "&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=";
        HttpResponse<String> refused = post("/device", "client_id=app");
        assertThat(post("/token", ask + field(refused, "device_code")).body()).contains("access_denied");
        HttpResponse<String> late = post("/device", "client_id=app");
        clock.advance(Duration.ofMinutes(6));
        assertThat(post("/token", ask + field(late, "device_code")).body()).contains("expired_token");
    }

    private String code(String more) throws Exception {
        String location = location(authorize(more));
        return location.substring(location.indexOf("code=") + 5);
    }

    private HttpResponse<String> authorize(String more) throws Exception {
        return get(vendor.url().resolve("/authorize" + query() + more));
    }

    private HttpResponse<String> decision(String answer) throws Exception {
        return get(vendor.url().resolve("/authorize/decision" + query() + "&decision=" + answer));
    }

    private static String query() {
        return "?client_id=app&user=anna&scope=a%20b&state=x%26y&redirect_uri=" + encoded(BACK);
    }

    private HttpResponse<String> exchange(String code, String back) throws Exception {
        return post("/token", APP + "&grant_type=authorization_code&code=" + code + "&redirect_uri=" + encoded(back));
    }

    private HttpResponse<String> refresh(String token) throws Exception {
        return post("/token", APP + "&grant_type=refresh_token&refresh_token=" + token);
    }

    private HttpResponse<String> me(String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(vendor.url().resolve("/me"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form, String... authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(vendor.url().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(form));
        for (String header : authorization) {
            request.header("Authorization", header);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static String field(HttpResponse<String> response, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(response.body());
        assertThat(matcher.find()).as(response.body()).isTrue();
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
