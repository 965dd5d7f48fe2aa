package io.patchbay.server.access;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/apps")
@RunOnVirtualThread
@Tag(name = "Apps", description = "What a developer registers; connectors, clients and things belong to an app.")
final class AppRoutes {
    private static final long LONGEST_GRACE = Duration.ofDays(1).toSeconds();

    private final Apps apps;
    private final Caller caller;
    private final Links links;
    private final Listing listing;

    AppRoutes(Apps apps, Caller caller, Links links, Listing listing) {
        this.apps = apps;
        this.caller = caller;
        this.links = links;
        this.listing = listing;
    }

    record NewApp(
            @Schema(required = true, examples = "Weather at home") @Nullable
            String name) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record MadeApp(UUID id, String name, String clientId, String clientSecret) {
        @Override
        public String toString() {
            return "MadeApp " + id;
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ShownApp(UUID id, String name, String clientId, Instant created, int retentionDays) {
        static ShownApp of(App app) {
            return new ShownApp(app.id().value(), app.name(), app.id().toString(), app.created(), app.retentionDays());
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ChangedApp(
            @Schema(required = true, examples = "30") @Nullable
            Integer retentionDays) {}

    /// For the API's description only.
    @Schema(anyOf = {Href.class, ShownApp.class})
    private interface Listed {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record NewSecret(UUID id, String clientId, String clientSecret, Optional<Instant> formerSecretUntil) {
        @Override
        public String toString() {
            return "NewSecret of " + id;
        }
    }

    @POST
    @Needs(Scope.CORE)
    @Operation(summary = "Register an app", description = "The client secret is shown this once.")
    @APIResponse(
            responseCode = "201",
            description = "The app with what it gets tokens with.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = MadeApp.class)))
    public Response create(NewApp app) {
        Apps.Created created = apps.create(caller.account(), app.name());
        App made = created.app();
        return Response.created(URI.create(link(made).href()))
                .entity(new MadeApp(
                        made.id().value(),
                        made.name(),
                        made.id().toString(),
                        created.secret().reveal()))
                .build();
    }

    @GET
    @Needs(Scope.CORE)
    @Operation(summary = "List the apps", description = "As links, or with `expand=true` as the apps themselves.")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Listed.class)))
    public Response list(
            @BeanParam Page page, @QueryParam("expand") @DefaultValue("false") boolean expand, @Context UriInfo uri) {
        List<App> rows = apps.page(caller.account(), after(page), page.limit() + 1);
        return listing.page(
                uri,
                page,
                rows,
                app -> expand ? ShownApp.of(app) : link(app),
                app -> app.id().toString());
    }

    @GET
    @Path("/{id}")
    @Needs(Scope.CORE)
    @Operation(summary = "Read an app")
    @APIResponse(responseCode = "200", description = "The app, without its secret.")
    public ShownApp get(@PathParam("id") UUID id) {
        return ShownApp.of(apps.get(caller.account(), id));
    }

    @PATCH
    @Path("/{id}")
    @Needs(Scope.CORE)
    @Operation(summary = "Set how long an app's changes are kept", description = """
                    For `retention_days` days; as many as the operator lets them be kept if nothing is said. Histories \
                    and streams show nothing older from now on, and within some hours it is deleted. More days bring \
                    nothing back.""")
    @APIResponse(responseCode = "200", description = "The app as it is now.")
    public ShownApp change(@PathParam("id") UUID id, ChangedApp changed) {
        return ShownApp.of(apps.retain(caller.account(), id, changed.retentionDays()));
    }

    @DELETE
    @Path("/{id}")
    @Needs(Scope.CORE)
    @Operation(
            summary = "Delete an app",
            description = "Its clients are stopped; then its tokens, instances, clients and things go with it.")
    @APIResponse(responseCode = "204", description = "Nothing of the app is left.")
    public void delete(@PathParam("id") UUID id) {
        apps.delete(caller.account(), id);
    }

    @POST
    @Path("/{id}/secret")
    @Needs(Scope.CORE)
    @Operation(summary = "Give an app a new secret", description = """
                    The new secret works at once and is shown this once. The former one works for the time of grace, an \
                    hour if not said otherwise. With `grace=0`, for a secret that has leaked, it ends at once and all \
                    tokens of the app end with it.""")
    @APIResponse(responseCode = "200", description = "The new secret.")
    public NewSecret rotate(
            @PathParam("id") UUID id,
            @Parameter(
                            description = "Seconds that the former secret goes on working, 0 to 86400.",
                            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "3600"))
                    @QueryParam("grace")
                    @DefaultValue("3600")
                    String grace) {
        Apps.Rotated rotated = apps.rotate(caller.account(), id, grace(grace));
        return new NewSecret(id, id.toString(), rotated.secret().reveal(), rotated.formerUntil());
    }

    private Href link(App app) {
        return links.api("/apps/" + app.id());
    }

    private static @Nullable UUID after(Page page) {
        String cursor = page.cursor();
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("cursor must be what the link to the next page says.");
        }
    }

    private static Duration grace(String given) {
        try {
            long seconds = Long.parseLong(given);
            if (seconds >= 0 && seconds <= LONGEST_GRACE) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.badRequest("grace must be a whole number of seconds from 0 to " + LONGEST_GRACE + ".");
    }
}
