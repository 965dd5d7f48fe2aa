package io.patchbay.server.webhook;

import io.patchbay.server.vendor.RetryAfter;
import io.patchbay.server.web.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One sending of a message and what came of it.
///
/// @param at when it began
record Attempt(Message message, Heard heard, Instant at) {
    private static final int GONE = 410;
    private static final int EXCERPT = 500;

    boolean delivered() {
        return heard instanceof Heard.Answer answer && answer.status() >= 200 && answer.status() < 300;
    }

    /// The receiver wants nothing any more.
    boolean gone() {
        return heard instanceof Heard.Answer answer && answer.status() == GONE;
    }

    /// How long the receiver asks to be left alone.
    Optional<Duration> retryAfter() {
        return heard instanceof Heard.Answer answer
                ? answer.headers().first("Retry-After").flatMap(text -> RetryAfter.parse(text, at))
                : Optional.empty();
    }

    @Nullable
    Integer status() {
        return heard instanceof Heard.Answer answer ? answer.status() : null;
    }

    /// The beginning of what the receiver said, storable as text; null if it said nothing.
    @Nullable
    String excerpt() {
        if (!(heard instanceof Heard.Answer answer) || answer.body().length == 0) {
            return null;
        }
        String text = answer.text().replace('\0', '\uFFFD');
        int end = text.offsetByCodePoints(0, Math.min(EXCERPT, text.codePointCount(0, text.length())));
        return text.substring(0, end);
    }

    /// Why it is not delivered, in a sentence; null if it is.
    @Nullable
    String error() {
        return switch (heard) {
            case Heard.Answer answer when delivered() -> null;
            case Heard.Answer answer
            when answer.status() >= 300 && answer.status() < 400 ->
                "The receiver answered " + answer.status() + "; redirects are not followed.";
            case Heard.Answer answer -> "The receiver answered " + answer.status() + ".";
            case Heard.Nothing(String why) -> "The receiver gave no answer: " + why + ".";
            case Heard.Forbidden(String why) -> "The receiver was not called: " + why + ".";
        };
    }
}
