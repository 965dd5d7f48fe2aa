package io.patchbay.server.web;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/// A request's path as a log may show it. Some addresses are a secret themselves: what has the length of 256 random
/// bits in base64 is left out.
final class LoggedPath {
    private static final Pattern SECRET = Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    private LoggedPath() {}

    static String of(RoutingContext request) {
        return of(request.normalizedPath());
    }

    static String of(String path) {
        return SECRET.matcher(path).replaceAll("…");
    }
}
