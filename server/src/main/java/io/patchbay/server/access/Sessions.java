package io.patchbay.server.access;

import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Links;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Developers' sessions in a browser: a login's token in a cookie that no script can read. Any thread may call.
@Singleton
public final class Sessions {
    private final Accounts accounts;
    private final AccountStore store;
    private final Tokens tokens;
    private final Visitor visitor;
    private final Duration lifetime;
    private final boolean secure;
    private final String cookie;

    Sessions(
            Accounts accounts,
            AccountStore store,
            Tokens tokens,
            Visitor visitor,
            Links links,
            @ConfigProperty(name = "patchbay.login-lifetime") Duration lifetime) {
        this.accounts = accounts;
        this.store = store;
        this.tokens = tokens;
        this.visitor = visitor;
        this.lifetime = lifetime;
        this.secure = links.root("/").startsWith("https:");
        // a browser takes a cookie of the first name from this very host only, over TLS
        this.cookie = secure ? "__Host-patchbay" : "patchbay";
    }

    /// @throws ApiException 401 if email and password do not fit, 429 after too many of those
    public NewCookie begin(String email, String password, RoutingContext exchange) {
        if (password.length() > Passwords.LONGEST) {
            throw ApiException.unauthorized("Email or password is wrong.");
        }
        Accounts.LoggedIn done = accounts.login(
                email, password, exchange.request().remoteAddress().hostAddress());
        given(exchange).ifPresent(tokens::revoke);
        return cookie(done.token(), (int) lifetime.toSeconds());
    }

    /// Finds out who the [Visitor] is.
    ///
    /// @return false if nobody is signed in, or no longer
    public boolean recognize(RoutingContext exchange) {
        Optional<Visitor.Session> session = given(exchange)
                .flatMap(text -> tokens.find(text)
                        .filter(token -> token.scopes().contains(Scope.CORE))
                        .map(Token::holder)
                        .flatMap(holder -> session(holder, text)));
        session.ifPresent(visitor::recognized);
        return session.isPresent();
    }

    /// Ends the visitor's session.
    ///
    /// @return what makes the browser forget it
    public NewCookie end() {
        visitor.session().map(Visitor.Session::token).ifPresent(tokens::revoke);
        return cookie("", 0);
    }

    /// What an answer that lasts is good for: as long as the visitor's session.
    ///
    /// @throws IllegalStateException if nobody is signed in
    public Passes.Pass pass() {
        String token = visitor.session()
                .map(Visitor.Session::token)
                .orElseThrow(() -> new IllegalStateException("nobody is signed in"));
        return new Passes.Pass(ByteBuffer.wrap(Opaque.hash(token)));
    }

    private Optional<Visitor.Session> session(Holder holder, String token) {
        return switch (holder) {
            case Holder.OfApp _ -> Optional.empty();
            case Holder.OfAccount(var account) ->
                store.email(account).map(email -> new Visitor.Session(account, email, token, csrf(token)));
        };
    }

    /// Follows from the session and says nothing of its token.
    private static String csrf(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Opaque.hash("csrf " + token));
    }

    private Optional<String> given(RoutingContext exchange) {
        return Optional.ofNullable(exchange.request().getCookie(cookie)).map(Cookie::getValue);
    }

    private NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(cookie)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
