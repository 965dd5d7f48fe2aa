package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.thing.ThingDetails;
import io.patchbay.server.thing.ThingDetails.Detail;
import io.patchbay.server.thing.ThingList;
import io.patchbay.server.thing.ThingList.Listed;
import io.patchbay.server.thing.ThingList.Place;
import io.patchbay.server.thing.ThingList.Search;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.patchbay.thing.Availability;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The things of an app: all of them, and each with its live values.
@Path("/console/apps/{app}/things")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ThingPageRoutes {
    private static final int PAGE = 50;

    private final ThingList list;
    private final ThingDetails details;
    private final Shell shell;

    ThingPageRoutes(ThingList list, ThingDetails details, Shell shell) {
        this.list = list;
        this.details = details;
        this.shell = shell;
    }

    /// @param status   that is asked for, or empty
    /// @param ids      of the things shown, with commas between them
    /// @param next     the address of the next page; empty if this is the last
    /// @param searched whether something was looked for
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ThingsPage(
            App app,
            List<Listed> things,
            String text,
            String status,
            List<Availability> statuses,
            String ids,
            String next,
            boolean searched)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ThingPage(App app, Detail thing) implements TemplateInstance {}

    @GET
    @SignedIn
    public String list(
            String app,
            @QueryParam("q") @Nullable String text,
            @QueryParam("status") @Nullable String status,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("after") @Nullable String after) {
        App found = shell.enter(app);
        String wanted = text == null ? "" : text.strip();
        Availability available = status == null || status.isEmpty() ? null : availability(status);
        Place place = after == null || subject == null ? null : new Place(subject, new PathId(after).or404("thing"));
        Rows<Listed> rows = Rows.of(PAGE, most -> list.page(found.id(), new Search(wanted, available), place, most));
        return new ThingsPage(
                        found,
                        rows.shown(),
                        wanted,
                        available == null ? "" : available.name(),
                        List.of(Availability.values()),
                        rows.shown().stream()
                                .map(thing -> thing.id().toString())
                                .collect(Collectors.joining(",")),
                        rows.more() ? next(wanted, available, rows.last()) : "",
                        !wanted.isEmpty() || available != null)
                .render();
    }

    @GET
    @Path("/{thing}")
    @SignedIn
    public String show(String app, String thing) {
        App found = shell.enter(app);
        return new ThingPage(
                        found,
                        details.of(found.id(), new PathId(thing).or404("thing"))
                                .orElseThrow(() -> ApiException.notFound("thing")))
                .render();
    }

    private static String next(String text, @Nullable Availability status, Listed last) {
        return "?q=" + encoded(text) + "&status=" + (status == null ? "" : status.name()) + "&subject="
                + encoded(last.subject()) + "&after=" + last.id();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Availability availability(String name) {
        return Arrays.stream(Availability.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.badRequest("status must be one that the list offers."));
    }
}
