package io.patchbay.server.web;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.Open;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Routes that do what the tests of this room need.
@Path("/sample")
@RunOnVirtualThread
final class SampleRoutes {
    private final Listing listing;

    SampleRoutes(Listing listing) {
        this.listing = listing;
    }

    void register(@Observes Router router) {
        router.route("/sample/broken/410").handler(exchange -> exchange.fail(410));
        router.route("/sample/broken/500").handler(exchange -> exchange.fail(new IllegalStateException("hunter2")));
    }

    enum Colour {
        RED,
        GREEN
    }

    record Inner(@Nullable Integer depth) {}

    record Sample(
            @Nullable String displayType,
            @Nullable Integer count,
            @Nullable Boolean on,
            @Nullable BigDecimal size,
            @Nullable UUID id,
            @Nullable Instant at,
            @Nullable Colour colour,
            @Nullable List<Inner> inner,
            @Nullable Map<String, Object> free) {}

    @POST
    @Path("/echo")
    @Open
    public Sample echo(Sample sample) {
        return sample;
    }

    @POST
    @Path("/kinds")
    @Open
    public Map<String, String> kinds(Map<String, Object> body) {
        Object x = Objects.requireNonNull(body.get("x"));
        return Map.of("x", x.toString(), "class", x.getClass().getSimpleName());
    }

    @GET
    @Path("/rows")
    @Open
    public Response rows(@BeanParam Page page, @Context UriInfo uri) {
        int from = Optional.ofNullable(page.cursor())
                .map(cursor -> Integer.parseInt(cursor.replace("after & ", "")))
                .orElse(0);
        List<Integer> rows = IntStream.rangeClosed(from + 1, 5)
                .limit(page.limit() + 1L)
                .boxed()
                .toList();
        return listing.page(uri, page, rows, row -> Map.of("row", row), row -> "after & " + row);
    }

    @GET
    @Path("/ids/{id}")
    @Open
    public Map<String, UUID> id(@PathParam("id") UUID id) {
        return Map.of("id", id);
    }

    @GET
    @Path("/fails/{how}")
    @Open
    public Response fails(@PathParam("how") String how) {
        return switch (how) {
            case "unexpected" -> throw new IllegalStateException("the password is hunter2");
            case "error" -> throw new AssertionError("the password is hunter2");
            case "internal" -> throw ApiException.internal("It did not work.", new IllegalStateException("hunter2"));
            case "unavailable" -> throw ApiException.unavailable("Not now.", Duration.ofMillis(2500));
            case "invalid" ->
                throw ApiException.invalid(
                        List.of(new Problem("name", "is missing"), new Problem("size", "is too large")));
            case "redirect" ->
                Response.seeOther(URI.create("http://localhost/elsewhere")).build();
            default -> throw ApiException.notFound("failure");
        };
    }
}
