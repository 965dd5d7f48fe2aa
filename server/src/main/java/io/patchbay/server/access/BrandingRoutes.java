package io.patchbay.server.access;

import io.patchbay.server.access.Branding.Wanted;
import io.patchbay.server.access.Branding.WantedLogo;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/apps/{id}/branding")
@RunOnVirtualThread
@Tag(name = "Apps")
final class BrandingRoutes {
    private final Brandings brandings;
    private final Caller caller;

    BrandingRoutes(Brandings brandings, Caller caller) {
        this.brandings = brandings;
        this.caller = caller;
    }

    record NewBranding(
            @Schema(
                    description = "At most 60 characters; the app's name if it is left out.",
                    examples = "Weather at home")
            @Nullable
            String name,

            @Schema(description = "`#rrggbb`", examples = "#0f766e") @Nullable
            String color,

            @Schema(
                    description = "A PNG, JPEG or WebP of at most 100 KB, in base64 or as a `data:` URL.",
                    examples = "data:image/png;base64,iVBORw0KGgo...")
            @Nullable
            String logo) {}

    record ShownBranding(
            String name,

            @Schema(description = "`#rrggbb`, or null.", nullable = true) @Nullable
            String color,

            @Schema(description = "As a `data:` URL, or null.", nullable = true) @Nullable
            String logo) {}

    @GET
    @Needs(Scope.CORE)
    @Operation(summary = "Read how an app looks to its customers")
    @APIResponse(responseCode = "200", description = "What its connect pages show.")
    public ShownBranding get(@PathParam("id") UUID id) {
        return shown(brandings.of(caller.account(), id));
    }

    @PUT
    @Needs(Scope.CORE)
    @Operation(summary = "Set how an app looks to its customers", description = """
                    On the pages where they connect their devices. What is left out is taken away. The text on the colour is \
                    black or white, whichever can be read; pages with a dark scheme use a lighter shade for text.""")
    @APIResponse(responseCode = "200", description = "What its connect pages show from now on.")
    public ShownBranding put(@PathParam("id") UUID id, NewBranding branding) {
        String logo = branding.logo();
        WantedLogo wanted =
                logo == null || logo.isBlank() ? new WantedLogo.None() : new WantedLogo.Encoded(logo.strip());
        return shown(brandings.put(caller.account(), id, new Wanted(branding.name(), branding.color(), wanted)));
    }

    private ShownBranding shown(Branding branding) {
        return new ShownBranding(
                branding.name(),
                branding.color().map(BrandColor::hex).orElse(null),
                brandings.logo(branding.app()).map(BrandingRoutes::dataUrl).orElse(null));
    }

    private static String dataUrl(Logo logo) {
        return "data:" + logo.type() + ";base64," + Base64.getEncoder().encodeToString(logo.content());
    }
}
