package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Apps;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.client.Census;
import io.patchbay.server.webhook.WebhookDesk;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a developer begins: all apps with what they have, and what needs somebody.
@Path("/console")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class OverviewRoutes {
    private static final int MOST = 100;
    private static final int MOST_URGENT = 12;

    private final Apps apps;
    private final Visitor visitor;
    private final Catalogue catalogue;
    private final Census census;
    private final WebhookDesk webhooks;

    OverviewRoutes(Apps apps, Visitor visitor, Catalogue catalogue, Census census, WebhookDesk webhooks) {
        this.apps = apps;
        this.visitor = visitor;
        this.catalogue = catalogue;
        this.census = census;
        this.webhooks = webhooks;
    }

    /// @param connectors how many technologies there are
    /// @param urgent the most urgent first
    /// @param more how many things besides need somebody
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record OverviewPage(List<Counted> apps, Census.Counts all, int connectors, List<Attention> urgent, int more)
            implements TemplateInstance {}

    record Counted(App app, Census.Counts counts) {}

    @GET
    @SignedIn
    public String overview() {
        List<Counted> counted = apps.page(visitor.account(), null, MOST).stream()
                .map(app -> new Counted(app, census.of(app.id())))
                .toList();
        Census.Counts all = counted.stream().map(Counted::counts).reduce(Census.Counts.NONE, Census.Counts::plus);
        List<Attention> urgent = urgent(counted);
        return new OverviewPage(
                        counted,
                        all,
                        catalogue.all().size(),
                        urgent.stream().limit(MOST_URGENT).toList(),
                        Math.max(0, urgent.size() - MOST_URGENT))
                .render();
    }

    private List<Attention> urgent(List<Counted> counted) {
        Map<AppId, App> byId = counted.stream().map(Counted::app).collect(Collectors.toMap(App::id, app -> app));
        Stream<Attention> clients = counted.stream().flatMap(one -> Attention.of(one.app(), one.counts()));
        Stream<Attention> hooks =
                webhooks.troubled(byId.keySet()).stream().map(troubled -> Attention.of(byId, troubled));
        return Stream.concat(clients, hooks).sorted(Attention.mostUrgentFirst()).toList();
    }
}
