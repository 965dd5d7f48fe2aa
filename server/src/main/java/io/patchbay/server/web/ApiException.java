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

    static ApiException tooLarge() {
        return new ApiException(413, "PAYLOAD_TOO_LARGE", "The body is larger than 1 MB.");
    }

    static ApiException unsupportedType() {
        return new ApiException(
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "Send the body as JSON, with the header Content-Type: application/json.");
    }

    /// What the HTTP layers refuse before a route is asked. Without the path: it may hold what is a secret elsewhere.
    ///
    /// @param status 4xx
    static ApiException refused(int status, String method) {
        return switch (status) {
            case 401 -> unauthorized("The request carries no valid token.");
            case 403 -> forbidden("The request is not allowed.");
            case 404 -> new ApiException(404, "NOT_FOUND", "There is nothing at this path.");
            case 405 -> new ApiException(405, "METHOD_NOT_ALLOWED", "This path does not take " + method + ".");
            case 406 ->
                new ApiException(406, "NOT_ACCEPTABLE", "The answer would be JSON: let Accept allow application/json.");
            case 413 -> tooLarge();
            case 415 -> unsupportedType();
            case 400 -> badRequest("The request cannot be understood.");
            default -> new ApiException(status, "BAD_REQUEST", "The request was refused with status " + status + ".");
        };
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

    /// What is wrong with a field, the first of it; empty if nothing is.
    public String problem(String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .map(Problem::message)
                .findFirst()
                .orElse("");
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
