package io.patchbay.server.connect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where an app gets a link for its customer.
@Path("/api/v1/connect-sessions")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Connect page", description = "A hosted page where an end customer connects a technology to the app.")
final class SessionRoutes {
    private static final String SAMPLE = """
            {"subject": "anna", "connector_types": ["netatmo", "open-meteo"],
             "return_url": "https://app.example.org/devices"}""";
    private static final String MADE = """
            {"url": "https://patchbay.example.org/connect/GFp5vXFNQdHXt8RPuU7Hj1vqOHa3sQbH0xkQ9eOQ7yM",
             "expires_at": "2026-01-31T12:30:00Z"}""";

    private final ConnectSessions sessions;
    private final SessionCheck check;
    private final Caller caller;

    SessionRoutes(ConnectSessions sessions, SessionCheck check, Caller caller) {
        this.sessions = sessions;
        this.check = check;
        this.caller = caller;
    }

    @Schema(name = "NewConnectSession")
    record NewSession(
            @Schema(
                    required = true,
                    description = "The end customer, as in `X-External-Subject-Id`.",
                    examples = "anna")
            @Nullable
            String subject,

            @JsonProperty("connector_types")
            @Schema(
                    nullable = true,
                    description = "What the customer may choose from; all that the app has instances of if absent.")
            @Nullable
            List<@Nullable String> connectorTypes,

            @JsonProperty("return_url")
            @Schema(
                    required = true,
                    description = "Where the customer goes in the end: absolute, without user information or"
                            + " fragment. It gets `result` (linked, denied, canceled, failed) and `client_id`.",
                    examples = "https://app.example.org/devices")
            @Nullable
            String returnUrl,

            @JsonProperty("client_id")
            @Schema(
                    nullable = true,
                    description = "A client of this customer that is to be connected again; it keeps its things.")
            @Nullable
            String clientId) {}

    @Schema(
            name = "ConnectSession",
            requiredProperties = {"url", "expires_at"})
    record Session(
            @Schema(description = "For this customer only, and for one browser: it carries a secret.")
            String url,

            @JsonProperty("expires_at") Instant expires) {
        @Override
        public String toString() {
            return "Session until " + expires;
        }
    }

    @POST
    @Needs(Scope.CONNECTOR)
    @Operation(summary = "Open the connect page for a customer", description = """
                    Send the customer's browser to `url`: there it chooses a technology, gives consent or fills in what \
                    is needed, sees the devices appear, and comes back to `return_url`. The first browser that opens the \
                    link is the only one. With `client_id` an existing client is connected again, for example because its \
                    consent has ended.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = NewSession.class),
                            examples = @ExampleObject(name = "a choice of two", value = SAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The link, which is shown this once.",
            content =
                    @Content(
                            schema = @Schema(implementation = Session.class),
                            examples = @ExampleObject(name = "made", value = MADE)))
    @APIResponse(responseCode = "404", description = "The subject has no such client.")
    @APIResponse(responseCode = "409", description = "The client needs nothing of its customer.")
    public Response create(NewSession body) {
        ConnectLinks.Link opened = sessions.open(caller.app(), check.check(caller.app(), body));
        return Response.status(201)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new Session(opened.url(), opened.expires()))
                .build();
    }
}
