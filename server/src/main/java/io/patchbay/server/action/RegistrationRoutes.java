package io.patchbay.server.action;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/actions/callback")
@RunOnVirtualThread
@Tag(name = "Actions", description = "What apps ask of things, and what came of it.")
final class RegistrationRoutes {
    private final Callbacks callbacks;
    private final Caller caller;

    RegistrationRoutes(Callbacks callbacks, Caller caller) {
        this.callbacks = callbacks;
        this.caller = caller;
    }

    @Schema(name = "NewCallback")
    record Registration(
            @JsonProperty("CallbackUrl")
            @Schema(required = true, description = "https:// or http://, public.")
            @Nullable
            String url) {}

    @Schema(name = "Callback")
    record Registered(
            @JsonProperty("CallbackUrl") String url,

            @JsonProperty("PublicKey")
            @Schema(description = "The 32 bytes of the Ed25519 key that verifies our signatures, in base64.")
            byte[] publicKey) {}

    @POST
    @Path("/register")
    @Needs(Scope.CONNECTOR)
    @Operation(summary = "Register the app's callback", description = """
                    One per app; a new one replaces it and keeps the key. For each action of a thing that the app made,
                    the callback gets a `POST` of
                    `{"id","thingId","componentId","actionId","status":"PENDING","parameters":{"name":"value"}}` and
                    answers within 10 s:

                    * 204: COMPLETED
                    * 202: still working; the body may be `{"id","status":"PENDING|FAILED","error"}`. Finish it later
                      with `PUT /api/v1/actions/{id}`
                    * 400: FAILED, the parameters are bad; 403: FAILED, not allowed. A JSON body's `error` is shown

                    Without an answer, and after 408, 429 and 5xx, it is called again with the same id until the
                    deadline. Redirects are not followed.

                    Header `Signature` is the base64 of an Ed25519 signature of
                    `(method):POST\\r\\n(url):<URL>\\r\\n(Date):<header Date>\\r\\n(body):<raw body>`, where `\\r\\n` are
                    a carriage return and a line feed.""")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Registration.class),
                            examples = @ExampleObject(name = "an app's", value = Samples.CALLBACK)))
    @APIResponse(
            responseCode = "200",
            description = "It is registered.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Registered.class),
                            examples = @ExampleObject(name = "registered", value = Samples.REGISTERED)))
    public Registered register(Registration body) {
        byte[] publicKey = callbacks.register(caller.app(), body.url());
        return new Registered(String.valueOf(body.url()), publicKey);
    }
}
