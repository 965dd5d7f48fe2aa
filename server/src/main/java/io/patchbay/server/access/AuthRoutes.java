package io.patchbay.server.access;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.web.ApiException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/auth")
@RunOnVirtualThread
@Tag(name = "Accounts", description = "A developer logs in to manage apps.")
final class AuthRoutes {
    private final Accounts accounts;
    private final Tokens tokens;

    AuthRoutes(Accounts accounts, Tokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    record Login(
            @Schema(required = true, examples = "dev@example.org") @Nullable
            String email,

            @Schema(required = true, examples = "correct horse battery staple") @Nullable
            String password) {
        @Override
        public String toString() {
            return "Login of " + email;
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record LoggedIn(String accessToken, long userId, UUID userUuid) {
        @Override
        public String toString() {
            return "LoggedIn " + userUuid;
        }
    }

    @POST
    @Path("/login")
    @Open
    @Operation(
            summary = "Log in",
            description = "The only way to a token with scope `connctd.core`, which manages apps and nothing else.")
    @APIResponse(responseCode = "200", description = "The developer's token.")
    @APIResponse(responseCode = "401", description = "Email or password is wrong.")
    @APIResponse(responseCode = "429", description = "Too many wrong logins; `Retry-After` says when to try again.")
    public LoggedIn login(Login login, HttpServerRequest request) {
        String email = login.email();
        String password = login.password();
        List<Problem> problems = new ArrayList<>();
        if (email == null || email.isBlank()) {
            problems.add(new Problem("email", "is missing"));
        }
        if (password == null || password.isEmpty()) {
            problems.add(new Problem("password", "is missing"));
        } else if (password.length() > Passwords.LONGEST) {
            problems.add(new Problem("password", "is longer than " + Passwords.LONGEST + " characters"));
        }
        if (email == null || password == null || !problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
        Accounts.LoggedIn done =
                accounts.login(email, password, request.remoteAddress().hostAddress());
        return new LoggedIn(
                done.token(), done.account().number(), done.account().id());
    }

    @POST
    @Path("/logout")
    @Needs(Scope.CORE)
    @Operation(summary = "Log out", description = "The token of this request ends.")
    @APIResponse(responseCode = "204", description = "The token is no longer valid.")
    public void logout(@Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        AccessFilter.token(authorization).ifPresent(tokens::revoke);
    }
}
