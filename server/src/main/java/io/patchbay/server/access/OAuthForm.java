package io.patchbay.server.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters of a request to an OAuth endpoint, and the client credentials in it.
final class OAuthForm {
    private final Map<String, String> parameters = new HashMap<>();

    /// @throws OAuthError if it is no form or names a parameter twice
    OAuthForm(@Nullable String contentType, String body) {
        String type = contentType == null
                ? ""
                : contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (!type.equals("application/x-www-form-urlencoded")) {
            throw OAuthError.invalidRequest("The body must be application/x-www-form-urlencoded.");
        }
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 1 ? "" : decoded(parts[1]);
            // a parameter without a value counts as left out (RFC 6749, section 3.2)
            if (!value.isEmpty() && parameters.put(decoded(parts[0]), value) != null) {
                throw OAuthError.invalidRequest("A parameter is there twice.");
            }
        }
    }

    /// What a client says it is.
    record Claim(String clientId, String secret) {
        @Override
        public String toString() {
            return clientId;
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /// By HTTP Basic, whose parts are form-encoded before (RFC 6749, section 2.3.1), or by form fields; not by both.
    Claim claim(@Nullable String authorization) {
        Optional<String> id = get("client_id");
        Optional<String> secret = get("client_secret");
        if (authorization == null) {
            return new Claim(id.orElseThrow(OAuthError::invalidClient), secret.orElseThrow(OAuthError::invalidClient));
        }
        Claim basic = basic(authorization);
        if (secret.isPresent()
                || id.filter(other -> !other.equals(basic.clientId())).isPresent()) {
            throw OAuthError.invalidRequest("The client must authenticate by one method only.");
        }
        return basic;
    }

    private static Claim basic(String authorization) {
        String[] parts = authorization.strip().split("\\s+", 2);
        if (parts.length != 2 || !parts[0].equalsIgnoreCase("Basic")) {
            throw OAuthError.invalidClient();
        }
        try {
            String[] pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8).split(":", 2);
            if (pair.length == 2) {
                return new Claim(decoded(pair[0]), decoded(pair[1]));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw OAuthError.invalidClient();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidRequest("A parameter is not properly percent-encoded.");
        }
    }
}
