package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.Apps;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.client.Census;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/// Where a developer begins: all apps with what they have, and what needs somebody.
@Path("/console")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class OverviewRoutes {
    private static final int MOST = 100;

    private final Apps apps;
    private final Visitor visitor;
    private final Catalogue catalogue;
    private final Census census;

    OverviewRoutes(Apps apps, Visitor visitor, Catalogue catalogue, Census census) {
        this.apps = apps;
        this.visitor = visitor;
        this.catalogue = catalogue;
        this.census = census;
    }

    /// @param connectors how many technologies there are
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record OverviewPage(List<Counted> apps, Census.Counts all, int connectors) implements TemplateInstance {}

    record Counted(App app, Census.Counts counts) {}

    @GET
    @SignedIn
    public String overview() {
        List<Counted> counted = apps.page(visitor.account(), null, MOST).stream()
                .map(app -> new Counted(app, census.of(app.id())))
                .toList();
        Census.Counts all = counted.stream().map(Counted::counts).reduce(Census.Counts.NONE, Census.Counts::plus);
        return new OverviewPage(counted, all, catalogue.all().size()).render();
    }
}
