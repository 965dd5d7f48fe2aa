package io.patchbay.netatmo;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import java.util.Optional;

/// What went wrong in one round so far: the worst of it is what the round throws in the end.
final class Trouble {
    private Optional<ConnectorException> worst = Optional.empty();
    private int unavailable;

    void add(ConnectorException e) {
        if (rank(e) > worst.map(Trouble::rank).orElse(0)) {
            worst = Optional.of(e);
        }
        if (e.failure() instanceof Failure.Unavailable) {
            unavailable++;
        }
    }

    /// Whether more calls would only make it worse. One part of the vendor may be down alone; two are the vendor.
    boolean endsTheRound() {
        return (worst.isPresent() && rank(worst.get()) > 2) || unavailable > 1;
    }

    void rethrow() throws ConnectorException {
        if (worst.isPresent()) {
            throw worst.get();
        }
    }

    private static int rank(ConnectorException e) {
        return switch (e.failure()) {
            case Failure.Puzzled _ -> 1;
            case Failure.Unavailable _ -> 2;
            case Failure.Throttled _ -> 3;
            case Failure.Departed _, Failure.Misconfigured _ -> 4;
            case Failure.Unauthorized _ -> 5;
        };
    }
}
