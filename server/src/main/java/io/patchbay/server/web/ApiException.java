package io.patchbay.server.web;

import io.patchbay.connector.description.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An answer that is an error, as platform-api.md documents it. Thrown by any room on a request's thread; the
/// message is the sentence that tells the caller what to change, without secrets.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient List<Problem> problems;
    private final transient Optional<Duration> retryAfter;

    private ApiException(
            int status,
            String code,
            String sentence,
            List<Problem> problems,
            Optional<Duration> retryAfter,
            @Nullable Throwable reason) {
        super(sentence, reason);
        this.status = status;
        this.code = code;
        this.problems = List.copyOf(problems);
        this.retryAfter = retryAfter;
    }

    private ApiException(int status, String code, String sentence) {
        this(status, code, sentence, List.of(), Optional.empty(), null);
    }

    public static ApiException badRequest(String sentence) {
        return new ApiException(400, "BAD_REQUEST", sentence);
    }

    /// All problems of one request at once.
    public static ApiException invalid(List<Problem> problems) {
        String sentence = problems.stream().map(Problem::toString).collect(Collectors.joining("; ")) + ".";
        return new ApiException(400, "INVALID", sentence, problems, Optional.empty(), null);
    }

    public static ApiException unauthorized(String sentence) {
        return new ApiException(401, "UNAUTHORIZED", sentence);
    }

    public static ApiException forbidden(String sentence) {
        return new ApiException(403, "FORBIDDEN", sentence);
    }

    /// @param what "client", "thing": the sentence becomes "There is no such client."
    public static ApiException notFound(String what) {
        return new ApiException(404, "NOT_FOUND", "There is no such " + what + ".");
    }

    public static ApiException conflict(String sentence) {
        return new ApiException(409, "CONFLICT", sentence);
    }

    public static ApiException tooManyRequests(String sentence, Duration retryAfter) {
        return new ApiException(429, "TOO_MANY_REQUESTS", sentence, List.of(), Optional.of(retryAfter), null);
    }

    public static ApiException internal(String sentence, Throwable reason) {
        return new ApiException(500, "INTERNAL", sentence, List.of(), Optional.empty(), reason);
    }

    public static ApiException unavailable(String sentence, Duration retryAfter) {
        return new ApiException(503, "UNAVAILABLE", sentence, List.of(), Optional.of(retryAfter), null);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Problem> problems() {
        return problems;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
