package io.patchbay.server.access;

import java.time.Duration;
import java.util.Optional;

/// An error as RFC 6749 section 5.2 writes it, which is not how the rest of the API does.
final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Optional<Duration> retryAfter;

    /// @param description printable ASCII without quotes and backslashes, as the RFC demands
    private OAuthError(int status, String code, String description, Optional<Duration> retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static OAuthError invalidRequest(String description) {
        return new OAuthError(400, "invalid_request", description, Optional.empty());
    }

    static OAuthError invalidClient() {
        return new OAuthError(401, "invalid_client", "The client id or secret is wrong.", Optional.empty());
    }

    static OAuthError invalidGrant(String description) {
        return new OAuthError(400, "invalid_grant", description, Optional.empty());
    }

    static OAuthError invalidScope(String description) {
        return new OAuthError(400, "invalid_scope", description, Optional.empty());
    }

    static OAuthError unsupportedGrantType() {
        return new OAuthError(
                400, "unsupported_grant_type", "The grant type must be client_credentials.", Optional.empty());
    }

    /// The RFC knows no code for this; this one is the nearest of its family (section 4.1.2.1).
    static OAuthError slowDown(Duration retryAfter) {
        return new OAuthError(
                429,
                "temporarily_unavailable",
                "Too many attempts with a wrong secret: try again later.",
                Optional.of(retryAfter));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
