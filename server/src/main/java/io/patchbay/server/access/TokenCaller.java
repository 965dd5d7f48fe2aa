package io.patchbay.server.access;

import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.web.ApiException;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The caller that [AccessFilter] has recognized.
@RequestScoped
final class TokenCaller implements Caller {
    static final String SUBJECT = "X-External-Subject-Id";
    private static final int LONGEST = 500;

    private @Nullable Holder holder;
    private List<String> subjects = List.of();

    /// Nobody yet.
    TokenCaller() {}

    TokenCaller(Holder by, List<String> given) {
        recognized(by, given);
    }

    /// @param given the values of the subject header
    void recognized(Holder by, List<String> given) {
        holder = by;
        subjects = List.copyOf(given);
    }

    @Override
    public AppId app() {
        if (holder instanceof Holder.OfApp(AppId app)) {
            return app;
        }
        throw new IllegalStateException("this route's scope is not one of apps");
    }

    @Override
    public UUID account() {
        if (holder instanceof Holder.OfAccount(UUID account)) {
            return account;
        }
        throw new IllegalStateException("this route's scope is not one of developers");
    }

    @Override
    public String subject() {
        return subjectIfAny()
                .orElseThrow(
                        () -> ApiException.badRequest("The header " + SUBJECT + " is missing: name the customer."));
    }

    @Override
    public Optional<String> subjectIfAny() {
        if (subjects.isEmpty()) {
            return Optional.empty();
        }
        String subject = subjects.getFirst();
        if (subjects.stream().distinct().count() > 1) {
            throw ApiException.badRequest("The header " + SUBJECT + " is there twice: name one customer.");
        }
        if (subject.isBlank()) {
            throw ApiException.badRequest("The header " + SUBJECT + " is empty: name the customer.");
        }
        if (subject.length() > LONGEST) {
            throw ApiException.badRequest("The header " + SUBJECT + " is longer than " + LONGEST + " characters.");
        }
        return Optional.of(subject);
    }
}
