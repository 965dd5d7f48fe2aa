package io.patchbay.tck.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// What differs between the authorization servers of vendors.
///
/// @param rotating whether a refresh gives a new refresh token and ends the former pair at once
/// @param family whether a refresh token that is presented a second time ends the whole grant, as RFC 9700
///     section
///     4.14.2 wants
/// @param wrongClient the status of `invalid_client`: 401 in RFC 6749, 400 at many vendors
/// @param separator what stands between the two halves of a token
/// @param answer the token endpoint's answer
public record OAuthHabits(
        boolean rotating, boolean family, int wrongClient, String separator, Function<Issued, String> answer) {

    /// A fresh pair of tokens.
    ///
    /// @param life of the access token
    public record Issued(String access, String refresh, Duration life, List<String> scopes) {
        public Issued {
            scopes = List.copyOf(scopes);
        }

        /// The tokens themselves are not for logs, not even a simulator's.
        @Override
        public String toString() {
            return "Issued" + scopes;
        }
    }

    /// As RFC 6749 has it, with rotation.
    public static OAuthHabits standard() {
        return new OAuthHabits(true, false, 401, "-", OAuthHabits::answer);
    }

    private static String answer(Issued issued) {
        return """
                {"access_token":"%s","token_type":"Bearer","expires_in":%d,"refresh_token":"%s","scope":"%s"}""".formatted(
                issued.access(), issued.life().toSeconds(), issued.refresh(), String.join(" ", issued.scopes()));
    }
}
