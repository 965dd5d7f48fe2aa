package io.patchbay.tck.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Authorization codes: good once, for ten minutes, for the same client, redirect address and PKCE
/// verifier.
final class Codes {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private record Code(Grants.Owner owner, String redirect, String challenge, Instant until) {}

    private final Map<String, Code> codes = new HashMap<>();

    /// @param request of the authorization endpoint
    synchronized String add(Request request, String user, Instant now) {
        codes.values().removeIf(code -> now.isAfter(code.until()));
        String code = Grants.random();
        Grants.Owner owner = new Grants.Owner(
                user,
                request.query("client_id").orElse(""),
                Form.words(request.query("scope").orElse("")));
        codes.put(
                code,
                new Code(
                        owner,
                        request.query("redirect_uri").orElse(""),
                        request.query("code_challenge").orElse(""),
                        now.plus(LIFE)));
        return code;
    }

    /// @return empty if the code is worth nothing
    synchronized Optional<Grants.Owner> take(String code, String redirect, String verifier, String app, Instant now) {
        return Optional.ofNullable(codes.remove(code))
                .filter(c -> c.redirect().equals(redirect) && c.owner().app().equals(app) && now.isBefore(c.until()))
                .filter(c -> c.challenge().isEmpty() || c.challenge().equals(challenge(verifier)))
                .map(Code::owner);
    }

    /// RFC 7636 section 4.2, S256.
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
