package io.patchbay.server.link;

import io.patchbay.server.access.Open;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where vendors send the browser after a consent.
@Path("/api/v1/connectors/oauth/callback")
@RunOnVirtualThread
@Tag(name = "Consent", description = "Where vendors send the end customer's browser back to.")
final class CallbackRoutes {
    private final Exchange exchange;

    CallbackRoutes(Exchange exchange) {
        this.exchange = exchange;
    }

    @GET
    @Open
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "End a consent",
            description =
                    "Called by the customer's browser. Goes on to the instance's origin_callback_uri with client_id and"
                            + " result=linked, denied or failed (and error in words); without one, a plain page says what happened.")
    @APIResponse(responseCode = "303", description = "On to the app.")
    @APIResponse(
            responseCode = "200",
            description = "A page that says that the account is connected.",
            content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "400",
            description = "The state is unknown, was used or is older than ten minutes.",
            content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "502",
            description = "The vendor did not give what the customer agreed to.",
            content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)))
    public Response end(
            @QueryParam("state") @Nullable String state,
            @QueryParam("code") @Nullable String code,
            @QueryParam("error") @Nullable String error,
            @CookieParam(Comeback.COOKIE) @Parameter(hidden = true) @Nullable String browser)
            throws InterruptedException {
        Optional<Exchange.Ending> ending = exchange.callback(state, code, error, browser);
        if (ending.isEmpty()) {
            return page(400, "This link has been used or is too old. Please start again in the app.");
        }
        Exchange.Ending end = ending.get();
        if (end.back().isPresent()) {
            return Response.status(303)
                    .location(end.ours() ? end.back().get() : address(end.back().get(), end))
                    .header("Cache-Control", "no-store")
                    .build();
        }
        return switch (end.result()) {
            case LINKED -> page(200, "Your account is connected. You can close this page.");
            case DENIED -> page(200, "You did not agree, so nothing was connected. You can close this page.");
            case REFUSED, AWAY, FAILED ->
                page(
                        502,
                        "Your account could not be connected: " + end.problem().orElse("")
                                + ". Please try again in the app.");
        };
    }

    private static URI address(URI back, Exchange.Ending end) {
        UriBuilder address =
                UriBuilder.fromUri(back).queryParam("client_id", end.client()).queryParam("result", word(end.result()));
        end.problem().ifPresent(problem -> address.queryParam("error", "{problem}"));
        return end.problem().isPresent() ? address.build(end.problem().get()) : address.build();
    }

    private static String word(Linked.Result result) {
        return switch (result) {
            case LINKED -> "linked";
            case DENIED -> "denied";
            case REFUSED, AWAY, FAILED -> "failed";
        };
    }

    private static Response page(int status, String sentence) {
        String text = sentence.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Response.status(status)
                .entity("""
                        <!doctype html>
                        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                        <title>Patchbay</title></head><body><main><p>%s</p></main></body></html>
                        """.formatted(text))
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
