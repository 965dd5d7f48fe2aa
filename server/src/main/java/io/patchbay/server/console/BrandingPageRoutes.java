package io.patchbay.server.console;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.App;
import io.patchbay.server.access.BrandColor;
import io.patchbay.server.access.Branding;
import io.patchbay.server.access.Branding.Wanted;
import io.patchbay.server.access.Branding.WantedLogo;
import io.patchbay.server.access.Brandings;
import io.patchbay.server.access.Logo;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
import io.patchbay.server.web.ApiException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// How an app looks to its customers, with a preview.
@Path("/console/apps/{app}/branding")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class BrandingPageRoutes {
    /// What the pages have where nobody has chosen a colour.
    private static final BrandColor OURS = new BrandColor(0x4f46e5);

    private final Brandings brandings;
    private final Visitor visitor;
    private final Shell shell;

    BrandingPageRoutes(Brandings brandings, Visitor visitor, Shell shell) {
        this.brandings = brandings;
        this.visitor = visitor;
        this.shell = shell;
    }

    /// @param name as it stands in its field
    /// @param logo hash of the present logo, empty if there is none
    /// @param problems by field
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record BrandingPage(App app, String name, String color, String logo, boolean saved, Map<String, String> problems)
            implements TemplateInstance {}

    @GET
    @SignedIn
    public String form(String app, @QueryParam("saved") @Nullable String saved) {
        App found = shell.enter(app);
        Branding branding = brandings.of(visitor.account(), found.id().value());
        return new BrandingPage(
                        found,
                        branding.name().equals(found.name()) ? "" : branding.name(),
                        branding.color().map(BrandColor::hex).orElse(""),
                        branding.logo().orElse(""),
                        saved != null,
                        Map.of())
                .render();
    }

    /// @param remove anything if the logo is to go
    @POST
    @SignedIn
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response save(
            String app,
            @RestForm @Nullable String name,
            @RestForm @Nullable String color,
            @RestForm @Nullable FileUpload logo,
            @RestForm @Nullable String remove) {
        App found = shell.enter(app);
        try {
            brandings.put(visitor.account(), found.id().value(), new Wanted(name, color, wanted(logo, remove != null)));
            return shell.go("/apps/" + found.id() + "/branding?saved=yes");
        } catch (ApiException e) {
            Map<String, String> problems = e.problems().stream()
                    .collect(Collectors.toMap(Problem::field, BrandingPageRoutes::words, (first, _) -> first));
            return Response.status(e.status())
                    .entity(new BrandingPage(
                                    found,
                                    name == null ? "" : name,
                                    color == null ? "" : color,
                                    brandings
                                            .of(visitor.account(), found.id().value())
                                            .logo()
                                            .orElse(""),
                                    false,
                                    problems)
                            .render())
                    .build();
        }
    }

    /// A browser without a chosen file sends an empty one.
    private static WantedLogo wanted(@Nullable FileUpload logo, boolean remove) {
        if (logo != null && logo.size() > 0) {
            try {
                return new WantedLogo.Picture(Files.readAllBytes(logo.uploadedFile()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return remove ? new WantedLogo.None() : new WantedLogo.Same();
    }

    private static String words(Problem problem) {
        return switch (problem.field()) {
                    case "name" -> "The name ";
                    case "color" -> "The colour ";
                    default -> "The logo ";
                }
                + problem.message() + ".";
    }

    @GET
    @Path("/logo")
    @SignedIn
    public Response logo(String app) {
        Logo logo = brandings.logo(shell.enter(app).id()).orElseThrow(() -> ApiException.notFound("logo"));
        return Response.ok(logo.content(), logo.type()).build();
    }

    /// The preview's colours: a page may hold no style of its own.
    ///
    /// @param color to try, `#rrggbb`; else, or if it is none, the app's
    @GET
    @Path("/preview.css")
    @SignedIn
    @Produces("text/css")
    public String preview(String app, @QueryParam("color") @Nullable String color) {
        Branding branding =
                brandings.of(visitor.account(), shell.enter(app).id().value());
        BrandColor shown =
                BrandColor.of(color == null ? "" : color).or(branding::color).orElse(OURS);
        return pane("light", shown, shown.textInLight(), shown.edgeInLight())
                + pane("dark", shown, shown.textInDark(), shown.edgeInDark());
    }

    private static String pane(String scheme, BrandColor color, BrandColor text, BrandColor edge) {
        return ".preview-%s{--brand:%s;--on-brand:%s;--brand-text:%s;--brand-edge:%s}\n"
                .formatted(scheme, color.hex(), color.textOnIt().hex(), text.hex(), edge.hex());
    }
}
