package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.instance.InstanceEdits;
import io.patchbay.server.web.ApiException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an app can connect: all technologies, and one with what it needs, makes and keeps to.
@Path("/console/apps/{app}/catalogue")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class CatalogueRoutes {
    private final Catalogue catalogue;
    private final InstanceEdits instances;
    private final Shell shell;

    CatalogueRoutes(Catalogue catalogue, InstanceEdits instances, Shell shell) {
        this.catalogue = catalogue;
        this.instances = instances;
        this.shell = shell;
    }

    /// @param all how many technologies there are
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record CataloguePage(App app, List<Found> found, String q, int all) implements TemplateInstance {}

    /// @param instance the app's instance of it, empty if there is none
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record TechnologyPage(App app, Portrait tech, String instance) implements TemplateInstance {}

    record Found(Portrait tech, String instance) {}

    @GET
    @SignedIn
    public String list(String app, @QueryParam("q") @Nullable String q) {
        App found = shell.enter(app);
        String words = q == null ? "" : q;
        Map<String, String> configured = configured(found);
        List<Found> rows = catalogue.all().stream()
                .map(Portrait::new)
                .filter(tech -> tech.matches(words))
                .map(tech -> new Found(tech, configured.getOrDefault(tech.type(), "")))
                .toList();
        return new CataloguePage(found, rows, words, catalogue.all().size()).render();
    }

    @GET
    @Path("/{type}")
    @SignedIn
    public String show(String app, String type) {
        App found = shell.enter(app);
        Portrait tech = catalogue.byType(type).map(Portrait::new).orElseThrow(() -> ApiException.notFound("connector"));
        return new TechnologyPage(found, tech, configured(found).getOrDefault(type, "")).render();
    }

    private Map<String, String> configured(App app) {
        return instances.list(app.id()).stream()
                .collect(Collectors.toMap(
                        InstanceEdits.Listed::typeId, one -> one.id().toString()));
    }
}
