package io.patchbay.server.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a token endpoint said, read with the leniency that vendors need: `token_type` and `expires_in` may be
/// missing or be strings, `scope` may be an array, errors may come with any status. Nimbus' parsers refuse all
/// of these.
sealed interface TokenAnswer {

    record Granted(Tokens tokens) implements TokenAnswer {}

    /// The grant, code or device code is gone for good.
    record Gone(String cause) implements TokenAnswer {}

    /// The vendor does not take our client id or secret.
    record WrongClient(String cause) implements TokenAnswer {}

    /// The customer has not confirmed the device code yet.
    ///
    /// @param slower whether we ask too often (RFC 8628 section 3.5)
    record Pending(boolean slower) implements TokenAnswer {}

    /// Anything that goes by: the grant stays as it is.
    ///
    /// @param unsure whether the vendor may have acted on the request all the same: after an error of its own, or
    ///     an answer that nobody can read, but not after a refusal
    record Later(String cause, Optional<Duration> retryAfter, boolean unsure) implements TokenAnswer {}

    Set<String> GONE = Set.of("invalid_grant", "access_denied", "expired_token");
    Set<String> WRONG_CLIENT = Set.of("invalid_client", "unauthorized_client");

    /// @param previous whose refresh token goes on if the answer has none (RFC 6749 section 6)
    static TokenAnswer read(Reply reply, ObjectMapper json, Instant now, @Nullable Tokens previous) {
        JsonNode body;
        try {
            body = json.readTree(reply.body());
        } catch (JsonProcessingException e) {
            return later(reply, now, "is no JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (body == null || !body.isObject()) {
            return later(reply, now, "is no JSON object");
        }
        JsonNode error = body.path("error");
        String code = error.isTextual() ? error.textValue() : "";
        if (reply.status() == 429 || reply.status() >= 500) {
            return later(reply, now, code.isEmpty() ? "is an error" : "says " + code);
        }
        if (reply.status() < 300 && body.path("access_token").isTextual()) {
            return new Granted(tokens(body, now, previous));
        }
        String words = code
                + (body.path("error_description").isTextual()
                        ? " (" + body.path("error_description").textValue() + ")"
                        : "");
        if (GONE.contains(code)) {
            return new Gone(words);
        }
        if (WRONG_CLIENT.contains(code)) {
            return new WrongClient(words);
        }
        return switch (code) {
            case "authorization_pending" -> new Pending(false);
            case "slow_down" -> new Pending(true);
            default -> later(reply, now, code.isEmpty() ? "is not understood" : "says " + words);
        };
    }

    private static Tokens tokens(JsonNode body, Instant now, @Nullable Tokens previous) {
        JsonNode refresh = body.path("refresh_token");
        long seconds = body.path("expires_in").asLong(body.path("expire_in").asLong(0));
        return new Tokens(
                body.path("access_token").textValue(),
                refresh.isTextual() ? refresh.textValue() : previous == null ? null : previous.refresh(),
                now,
                seconds > 0 ? now.plusSeconds(seconds) : null);
    }

    private static Later later(Reply reply, Instant now, String what) {
        return new Later(
                "the answer of the token endpoint (HTTP " + reply.status() + ") " + what,
                reply.header("retry-after").flatMap(value -> wait(value, now)),
                reply.status() < 400 || reply.status() >= 500);
    }

    private static Optional<Duration> wait(String value, Instant now) {
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                    : Optional.of(Duration.between(
                                    now,
                                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()))
                            .filter(Duration::isPositive);
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
