package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.Apps;
import io.patchbay.server.access.Visitor;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.PathId;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What surrounds each page: who is signed in, which app it is about, where things are. In templates it is `cdi:shell`.
@Named("shell")
@RequestScoped
public class Shell {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Visitor visitor;
    private final Apps apps;
    private final Assets assets;
    private final InstantSource clock;
    private final String root;
    private @Nullable App app;

    Shell(Visitor visitor, Apps apps, Assets assets, InstantSource clock, Links links) {
        this.visitor = visitor;
        this.apps = apps;
        this.assets = assets;
        this.clock = clock;
        this.root = links.path();
    }

    /// The page is about this app of the visitor's.
    ///
    /// @throws io.patchbay.server.web.ApiException 404 if the account has no such app
    App enter(String id) {
        App found = apps.get(visitor.account(), new PathId(id).or404("app"));
        app = found;
        return found;
    }

    /// Sends the browser on, after something was done.
    ///
    /// @param path below `/console`, empty or starting with `/`
    Response go(String path) {
        return to(root + "/console" + path);
    }

    /// Not absolute: behind a proxy only the browser knows by which name it has reached us.
    private static Response to(String path) {
        return Response.status(303).header(HttpHeaders.LOCATION, path).build();
    }

    /// To the form for logging in, and after that back to the page.
    ///
    /// @param back whether the request can be repeated
    Response login(RoutingContext exchange, boolean back) {
        String path = exchange.request().uri();
        boolean worth = back && !path.equals("/console");
        String target =
                root + "/console/login" + (worth ? "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8) : "");
        return exchange.request().getHeader("HX-Request") == null
                ? to(target)
                : Response.status(401).header("HX-Redirect", target).build();
    }

    public @Nullable App app() {
        return app;
    }

    public boolean known() {
        return visitor.known();
    }

    public String email() {
        return visitor.email();
    }

    public String csrf() {
        return visitor.csrf();
    }

    /// The path of the console.
    public String root() {
        return root + "/console";
    }

    /// The path of the service.
    public String base() {
        return root;
    }

    /// "26 Nov 2026, 17:56 UTC"
    public String utc(Instant time) {
        return UTC.format(time);
    }

    /// "3 minutes ago", "in 2 hours".
    public String ago(Instant time) {
        return Ago.words(Duration.between(time, clock.instant()));
    }

    public String asset(String name) {
        return root + "/console/assets/" + assets.path(name);
    }
}
