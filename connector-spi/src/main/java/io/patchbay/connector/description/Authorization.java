package io.patchbay.connector.description;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How calls to the vendor are authorized. Declared here and done by the service; connectors contain none of
/// it. Paths are relative to the description's base URL, or absolute URLs.
public sealed interface Authorization {

    /// The vendor asks for nothing.
    record None() implements Authorization {}

    /// The developer's key, which the connector puts where the vendor wants it.
    ///
    /// @param field the key of the secret field of the instance's form
    record Key(String field) implements Authorization {}

    /// OAuth 2.0 authorization code (RFC 6749 section 4.1): each end customer consents at the vendor.
    ///
    /// @param revoke where a token is revoked (RFC 7009), if the vendor offers it
    /// @param scopes asked for at consent
    /// @param pkce whether the vendor supports RFC 7636 with S256
    /// @param client where the OAuth client's id and secret are found
    record OAuth2Code(
            String authorize,
            String token,
            Optional<String> revoke,
            List<String> scopes,
            boolean pkce,
            OAuth2Client client,
            Rejected rejected)
            implements Authorization {
        public OAuth2Code {
            scopes = List.copyOf(scopes);
        }
    }

    /// OAuth 2.0 device authorization grant (RFC 8628): the end customer opens a page and confirms a code.
    record OAuth2Device(
            String device,
            String token,
            Optional<String> revoke,
            List<String> scopes,
            OAuth2Client client,
            Rejected rejected)
            implements Authorization {
        public OAuth2Device {
            scopes = List.copyOf(scopes);
        }
    }

    /// Where the OAuth client's credentials are found in the instance's form.
    ///
    /// @param id the key of the field with the client id
    /// @param secret the key of the secret field, if the vendor gives one
    /// @param returns the key of the URL field with the address in the app to which the browser goes after
    ///     consent, if there is one
    /// @param basic whether credentials go into the `Authorization` header (RFC 6749 section 2.3.1) rather than
    ///     the form
    record OAuth2Client(String id, Optional<String> secret, Optional<String> returns, boolean basic) {}

    /// How the vendor says that it does not take an access token; then it is refreshed once and the call tried
    /// again.
    ///
    /// @param statuses of the answer
    /// @param body found in the answer's body, if the status alone does not tell
    record Rejected(Set<Integer> statuses, Optional<Pattern> body) {
        /// As RFC 6750 has it.
        public static Rejected byStatus401() {
            return new Rejected(Set.of(401), Optional.empty());
        }

        public Rejected {
            statuses = Set.copyOf(statuses);
        }
    }
}
