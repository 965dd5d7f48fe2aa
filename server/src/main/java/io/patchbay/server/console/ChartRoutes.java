package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.history.Curve;
import io.patchbay.server.history.Curves;
import io.patchbay.server.history.Span;
import io.patchbay.server.thing.ThingDetails;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A numeric property over the last hour, day, week or month: as a page, and as the numbers that its script draws.
@Path("/console/apps/{app}/things/{thing}/components/{component}/properties/{property}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ChartRoutes {
    private static final int LISTED = 100;

    private final Curves curves;
    private final ThingDetails things;
    private final Shell shell;

    ChartRoutes(Curves curves, ThingDetails things, Shell shell) {
        this.curves = curves;
        this.things = things;
        this.shell = shell;
    }

    /// @param listed the newest points that have a value, newest first
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ChartPage(App app, Place place, Span span, List<Span> spans, Curve curve, List<Listed> listed)
            implements TemplateInstance {}

    /// Where a property is, by ids and by names.
    record Place(UUID thing, String component, String property, String thingName, String part, String name) {}

    record Listed(Instant at, String value) {}

    /// A curve as two columns.
    ///
    /// @param x seconds since the epoch
    /// @param y null where the value is not known
    record Drawing(String unit, double from, double to, List<Double> x, List<@Nullable BigDecimal> y) {
        static Drawing of(Curve curve) {
            List<Double> x = new ArrayList<>();
            List<@Nullable BigDecimal> y = new ArrayList<>();
            for (Curve.Point point : curve.points()) {
                x.add(seconds(point.at()));
                y.add(point.value());
            }
            return new Drawing(curve.unit(), seconds(curve.from()), seconds(curve.to()), x, y);
        }

        private static double seconds(Instant time) {
            return time.getEpochSecond() + time.getNano() / 1e9;
        }
    }

    @GET
    @SignedIn
    public String page(
            String app, String thing, String component, String property, @QueryParam("range") @Nullable String range) {
        App found = shell.enter(app);
        UUID id = new PathId(thing).or404("thing");
        Place place = place(found, id, component, property);
        Span span = span(range);
        Curve curve = curve(found, id, component, property, span);
        List<Listed> listed = curve.points().reversed().stream()
                .filter(point -> point.value() != null)
                .limit(LISTED)
                .map(point -> new Listed(point.at(), plain(point.value())))
                .toList();
        return new ChartPage(found, place, span, List.of(Span.values()), curve, listed).render();
    }

    @GET
    @Path("/curve")
    @SignedIn
    @Produces(MediaType.APPLICATION_JSON)
    public Drawing curve(
            String app, String thing, String component, String property, @QueryParam("range") @Nullable String range) {
        App found = shell.enter(app);
        return Drawing.of(curve(found, new PathId(thing).or404("thing"), component, property, span(range)));
    }

    private Place place(App app, UUID thing, String component, String property) {
        return things.of(app.id(), thing).stream()
                .flatMap(detail -> detail.parts().stream()
                        .filter(part -> part.id().equals(component))
                        .flatMap(part -> part.values().stream()
                                .filter(value -> value.id().equals(property))
                                .map(value -> new Place(
                                        thing, component, property, detail.name(), part.name(), value.name()))))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("property"));
    }

    private Curve curve(App app, UUID thing, String component, String property, Span span) {
        return curves.of(app.id(), thing, component, property, span)
                .orElseThrow(() -> ApiException.notFound("numeric property"));
    }

    private static Span span(@Nullable String range) {
        return range == null
                ? Span.DAY
                : Span.of(range).orElseThrow(() -> ApiException.badRequest("range must be hour, day, week or month."));
    }

    static String plain(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }
}
