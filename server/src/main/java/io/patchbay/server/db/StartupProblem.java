package io.patchbay.server.db;

import java.util.Optional;
import java.util.stream.Stream;

/// The service cannot start, and the message says in one sentence what is wrong and what to do. Print the message
/// without a stack trace and exit with a code other than 0.
public final class StartupProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartupProblem(String sentence) {
        super(sentence);
    }

    public StartupProblem(String sentence, Throwable reason) {
        super(sentence, reason);
    }

    /// The problem behind an exception that a framework wrapped around it.
    public static Optional<StartupProblem> behind(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, t -> t.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(20)
                .filter(StartupProblem.class::isInstance)
                .map(StartupProblem.class::cast)
                .findFirst();
    }
}
