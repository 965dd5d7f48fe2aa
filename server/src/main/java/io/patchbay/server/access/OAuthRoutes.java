package io.patchbay.server.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.patchbay.server.web.Links;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// OAuth 2.0 for apps: RFC 6749 section 4.4, RFC 7009, RFC 8414. Bodies are read as text whatever they say they are,
/// so that every mistake gets the error body of the RFC.
@Path("/")
@RunOnVirtualThread
@Tag(name = "Tokens", description = "An app gets its access tokens.")
final class OAuthRoutes {
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED;

    private final Grants grants;
    private final Links links;
    private final InstantSource clock;

    OAuthRoutes(Grants grants, Links links, InstantSource clock) {
        this.grants = grants;
        this.links = links;
        this.clock = clock;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record TokenAnswer(String accessToken, long expiresIn, String scope, String tokenType) {
        @Override
        public String toString() {
            return "TokenAnswer " + scope;
        }
    }

    record ErrorAnswer(
            String error, @JsonProperty("error_description") String description) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Metadata(
            String issuer,
            String tokenEndpoint,
            String revocationEndpoint,
            List<String> scopesSupported,
            List<String> responseTypesSupported,
            List<String> grantTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> revocationEndpointAuthMethodsSupported,
            String serviceDocumentation) {}

    @POST
    @Path("/oauth2/token")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Open
    @Operation(summary = "Get an access token", description = """
                    Client credentials grant (RFC 6749, section 4.4). The client is its `client_id` and `client_secret`, by \
                    HTTP Basic or as form fields. The token has the scopes that are asked for, and \
                    `connctd.things.read` if none is. `connctd.core` is never given to an app.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = FORM,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            requiredProperties = "grant_type",
                                            properties = {
                                                @SchemaProperty(
                                                        name = "grant_type",
                                                        type = SchemaType.STRING,
                                                        enumeration = "client_credentials"),
                                                @SchemaProperty(
                                                        name = "scope",
                                                        type = SchemaType.STRING,
                                                        examples = "connctd.connector connctd.things.read"),
                                                @SchemaProperty(name = "client_id", type = SchemaType.STRING),
                                                @SchemaProperty(name = "client_secret", type = SchemaType.STRING)
                                            })))
    @APIResponse(
            responseCode = "200",
            description = "The token.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "invalid_request, invalid_scope or unsupported_grant_type (RFC 6749, section 5.2)",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "401",
            description = "invalid_client",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong secrets; `Retry-After` says when to try again.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public Response token(String body, HttpServerRequest request) {
        OAuthForm form = form(body, request);
        String grantType =
                form.get("grant_type").orElseThrow(() -> OAuthError.invalidRequest("The grant_type is missing."));
        AppId app = authenticate(form, request);
        if (!grantType.equals("client_credentials")) {
            throw OAuthError.unsupportedGrantType();
        }
        Tokens.Issued issued = grants.issue(app, form.get("scope"));
        long seconds =
                Duration.between(clock.instant(), issued.token().expires()).toSeconds();
        return secret(Response.ok(
                        new TokenAnswer(issued.text(), seconds, issued.token().scope(), "bearer")))
                .build();
    }

    @POST
    @Path("/oauth2/revoke")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Open
    @Operation(
            summary = "Revoke an access token",
            description = "RFC 7009. The client proves itself as for a token. A token that is unknown is no error.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = FORM,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            requiredProperties = "token",
                                            properties = {
                                                @SchemaProperty(name = "token", type = SchemaType.STRING),
                                                @SchemaProperty(name = "token_type_hint", type = SchemaType.STRING),
                                                @SchemaProperty(name = "client_id", type = SchemaType.STRING),
                                                @SchemaProperty(name = "client_secret", type = SchemaType.STRING)
                                            })))
    @APIResponse(responseCode = "200", description = "The token is not valid any more.")
    @APIResponse(
            responseCode = "400",
            description = "invalid_request, or invalid_grant for another client's token",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "401",
            description = "invalid_client",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ErrorAnswer.class)))
    public Response revoke(String body, HttpServerRequest request) {
        OAuthForm form = form(body, request);
        AppId app = authenticate(form, request);
        grants.revoke(app, form.get("token").orElseThrow(() -> OAuthError.invalidRequest("The token is missing.")));
        return secret(Response.ok()).build();
    }

    @GET
    @Path("/.well-known/oauth-authorization-server")
    @Produces(MediaType.APPLICATION_JSON)
    @Open
    @Operation(summary = "What this authorization server can do", description = "RFC 8414.")
    @APIResponse(responseCode = "200", description = "Its metadata.")
    public Metadata metadata() {
        List<String> methods = List.of("client_secret_basic", "client_secret_post");
        return new Metadata(
                links.root(""),
                links.root("/oauth2/token"),
                links.root("/oauth2/revoke"),
                Arrays.stream(Scope.values())
                        .filter(scope -> scope != Scope.CORE)
                        .map(Scope::wire)
                        .toList(),
                List.of(),
                List.of("client_credentials"),
                methods,
                methods,
                links.root("/q/swagger-ui/"));
    }

    @ServerExceptionMapper
    Response error(OAuthError error) {
        Response.ResponseBuilder answer = secret(Response.status(error.status()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorAnswer(error.code(), String.valueOf(error.getMessage())));
        if (error.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"patchbay\", charset=\"UTF-8\"");
        }
        error.retryAfter()
                .ifPresent(wait -> answer.header(
                        HttpHeaders.RETRY_AFTER, wait.plusMillis(999).toSeconds()));
        return answer.build();
    }

    private AppId authenticate(OAuthForm form, HttpServerRequest request) {
        return grants.authenticate(
                form.claim(request.getHeader(HttpHeaders.AUTHORIZATION)),
                request.remoteAddress().hostAddress());
    }

    private static OAuthForm form(String body, HttpServerRequest request) {
        return new OAuthForm(request.getHeader(HttpHeaders.CONTENT_TYPE), body);
    }

    private static Response.ResponseBuilder secret(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").header("Pragma", "no-cache");
    }
}
