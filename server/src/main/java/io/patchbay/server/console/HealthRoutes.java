package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Apps;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.client.Census;
import io.patchbay.server.instance.QuotaUse;
import io.patchbay.server.vendor.HostsHealth;
import io.patchbay.server.vendor.Vendors;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the service works: totals for everybody, instances of the visitor's own apps only.
@Path("/console/health")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class HealthRoutes {
    private static final int MOST_APPS = 100;

    private final HealthHistory history;
    private final Catalogue catalogue;
    private final Vendors vendors;
    private final Apps apps;
    private final QuotaUse quotas;
    private final Census census;
    private final Visitor visitor;

    HealthRoutes(
            HealthHistory history,
            Catalogue catalogue,
            Vendors vendors,
            Apps apps,
            QuotaUse quotas,
            Census census,
            Visitor visitor) {
        this.history = history;
        this.catalogue = catalogue;
        this.vendors = vendors;
        this.apps = apps;
        this.quotas = quotas;
        this.census = census;
        this.visitor = visitor;
    }

    /// @param figures empty while there are not two samples yet
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record HealthPage(
            List<HealthFigures.Figure> figures,
            List<Failing> failing,
            List<HostLine> hosts,
            int others,
            int othersDown,
            List<InstanceLine> instances)
            implements TemplateInstance {}

    record HostLine(String vendor, HostsHealth.OfTechnology host) {}

    record InstanceLine(App app, String technology, Census.Counts counts, List<Quota> quotas) {}

    @GET
    @SignedIn
    public String health() {
        List<HealthSample> samples = history.samples();
        Optional<HealthFigures> figures =
                samples.size() < 2 ? Optional.empty() : Optional.of(new HealthFigures(samples));
        HostsHealth hosts = vendors.hosts(catalogue.all());
        return new HealthPage(
                        figures.map(HealthFigures::all).orElse(List.of()),
                        figures.map(known -> Failing.of(known, catalogue::name)).orElse(List.of()),
                        hosts.own().stream()
                                .map(host -> new HostLine(catalogue.name(host.typeId()), host))
                                .toList(),
                        hosts.others(),
                        hosts.othersDown(),
                        instances())
                .render();
    }

    private List<InstanceLine> instances() {
        Map<AppId, App> mine =
                apps.page(visitor.account(), null, MOST_APPS).stream().collect(Collectors.toMap(App::id, app -> app));
        Map<AppId, Map<String, Census.Counts>> counts = new HashMap<>();
        return quotas.of(mine.keySet()).stream()
                .map(use -> new InstanceLine(
                        Objects.requireNonNull(mine.get(use.app())),
                        use.technology(),
                        counts.computeIfAbsent(use.app(), census::byType)
                                .getOrDefault(use.typeId(), Census.Counts.NONE),
                        use.limits().stream().map(Quota::of).toList()))
                .sorted(Comparator.comparing((InstanceLine line) -> line.app().name())
                        .thenComparing(InstanceLine::technology))
                .toList();
    }
}
