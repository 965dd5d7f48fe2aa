package io.patchbay.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Turns an [ApiException] into an answer, inside the REST layer and below it.
@Singleton
public final class Errors {
    private final ObjectMapper json;
    private final Links links;
    private final List<ErrorPage> pages;

    Errors(ObjectMapper json, Links links, @All List<ErrorPage> pages) {
        this.json = json;
        this.links = links;
        this.pages = List.copyOf(pages);
    }

    Response answer(ApiException error, RoutingContext request) {
        Response.ResponseBuilder answer = Response.status(error.status())
                .type(page(request).isPresent() ? MediaType.TEXT_HTML_TYPE : MediaType.APPLICATION_JSON_TYPE)
                .entity(shown(error, request));
        error.retryAfter().ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, seconds(wait)));
        if (error.status() == 413) {
            Doorstep.readOn(request);
        }
        if (error.status() == 401
                && page(request).isEmpty()
                && !request.response().headers().contains(HttpHeaders.WWW_AUTHENTICATE)) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"patchbay\"");
        }
        return answer.build();
    }

    /// For requests that never reach the REST layer; on the event loop of the request. Does nothing if an answer has
    /// begun.
    public void send(ApiException error, RoutingContext request) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        error.retryAfter()
                .ifPresent(
                        wait -> request.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(wait))));
        request.response()
                .setStatusCode(error.status())
                .putHeader(
                        HttpHeaders.CONTENT_TYPE,
                        page(request).isPresent() ? "text/html;charset=UTF-8" : MediaType.APPLICATION_JSON)
                .end(shown(error, request) instanceof String page ? page : text(body(error, request)));
    }

    private Object shown(ApiException error, RoutingContext request) {
        ErrorBody body = body(error, request);
        return page(request).<Object>map(page -> page.html(body)).orElse(body);
    }

    private Optional<ErrorPage> page(RoutingContext request) {
        String path = request.normalizedPath();
        return pages.stream().filter(page -> page.takes(path)).findFirst();
    }

    private ErrorBody body(ApiException error, RoutingContext request) {
        return new ErrorBody(
                error.status(),
                error.code(),
                String.valueOf(error.getMessage()),
                links.root("/q/swagger-ui/"),
                RequestIds.of(request),
                error.problems());
    }

    private String text(ErrorBody body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Rounded up: who comes back after the whole seconds must not be too early.
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
