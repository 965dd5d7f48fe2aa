package io.patchbay.server.run;

import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a client fares: what is stored of it, and what only this node knows. Written by the client's calls, one after
/// another; the last success and the status are read from any thread.
final class Fare {
    private volatile long lastSuccess;
    private volatile Status status;
    private @Nullable Standing standing;
    private @Nullable Instant since;
    private final Expiry expiry = new Expiry();
    private boolean stored = true;
    private int failures;

    Fare(Status status) {
        this.status = status;
    }

    Status status() {
        return status;
    }

    Optional<Instant> lastSuccess() {
        return lastSuccess == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastSuccess));
    }

    Expiry expiry() {
        return expiry;
    }

    int failures() {
        return failures;
    }

    void failures(int inARow) {
        failures = inARow;
    }

    void succeeded(Instant time) {
        lastSuccess = time.toEpochMilli();
    }

    /// What the database holds.
    void read(Condition condition) {
        standing = Standing.of(condition);
        since = condition.since();
        status = condition.status();
        stored = true;
    }

    Optional<Standing> standing() {
        return Optional.ofNullable(standing);
    }

    /// @return the condition to store, if there is news
    Optional<Condition> becomes(Standing now, Instant time) {
        boolean same = now.equals(standing);
        if (same && stored) {
            return Optional.empty();
        }
        if (since == null || standing == null || standing.status() != now.status()) {
            since = time;
        }
        standing = now;
        status = now.status();
        stored = false;
        return Optional.of(now.since(since));
    }

    void stored() {
        stored = true;
    }
}
