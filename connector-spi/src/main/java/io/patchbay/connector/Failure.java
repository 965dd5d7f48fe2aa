package io.patchbay.connector;

import io.patchbay.connector.description.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What went wrong, sorted by who must act next. The service switches over it.
public sealed interface Failure {

    /// One sentence for people, without secrets. It is shown to developers as it is.
    String cause();

    Actor who();

    /// Who must act before it can work again.
    enum Actor {
        /// It goes by by itself; the service tries again with backoff.
        NOBODY,
        /// The vendor has asked for time; the service waits.
        VENDOR,
        /// The end customer must consent again; the service waits for that.
        SUBJECT,
        /// The app's developer must change a configuration; the service tries again now and then.
        DEVELOPER,
        /// The connector does not understand the vendor; its author must look; the service tries again with
        /// backoff.
        AUTHOR
    }

    /// No answer, a broken one, or the vendor's own error.
    record Unavailable(String cause) implements Failure {
        @Override
        public Actor who() {
            return Actor.NOBODY;
        }
    }

    /// The vendor wants fewer calls.
    ///
    /// @param retryAfter how long it wants us to wait, if it said so
    record Throttled(String cause, Optional<Duration> retryAfter) implements Failure {
        @Override
        public Actor who() {
            return Actor.VENDOR;
        }
    }

    /// The customer's consent is gone.
    record Unauthorized(String cause) implements Failure {
        @Override
        public Actor who() {
            return Actor.SUBJECT;
        }
    }

    /// The vendor does not accept what the developer configured.
    ///
    /// @param problems one per wrong field; never empty
    record Misconfigured(List<Problem> problems) implements Failure {
        public Misconfigured {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("Misconfigured without a problem");
            }
        }

        @Override
        public String cause() {
            return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
        }

        @Override
        public Actor who() {
            return Actor.DEVELOPER;
        }
    }

    /// The vendor's account or device no longer exists; the client rests until somebody changes or removes it.
    record Departed(String cause) implements Failure {
        @Override
        public Actor who() {
            return Actor.SUBJECT;
        }
    }

    /// The vendor sent what we do not understand.
    ///
    /// @param sample the place that puzzles, shortened, without secrets
    record Puzzled(String cause, String sample) implements Failure {
        public Puzzled {
            sample = sample.length() <= 200 ? sample : sample.substring(0, 200) + "…";
        }

        @Override
        public Actor who() {
            return Actor.AUTHOR;
        }
    }
}
