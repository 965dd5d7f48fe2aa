package io.patchbay.server.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// Gives each request an id: the caller's own if it is fit for a header and a log line, else a new one. The answer and
/// every log line of the request carry it.
final class RequestIds {
    static final String HEADER = "X-Request-Id";
    private static final String KEY = "requestId";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final int FIRST = 1000;

    void register(@Observes Filters filters) {
        filters.register(RequestIds::give, FIRST);
    }

    static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? give(request, null) : id;
    }

    private static void give(RoutingContext request) {
        give(request, request.request().getHeader(HEADER));
        request.next();
    }

    private static String give(RoutingContext request, @Nullable String asked) {
        String id = asked != null && SANE.matcher(asked).matches()
                ? asked
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        request.put(KEY, id);
        request.response().putHeader(HEADER, id);
        MDC.put(KEY, id);
        return id;
    }
}
