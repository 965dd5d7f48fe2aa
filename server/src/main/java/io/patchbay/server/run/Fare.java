package io.patchbay.server.run;

import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a client fares: what is stored of it, and what only this node knows. Written by the client's calls, one after
/// another; the last success and the status are read from any thread.
final class Fare {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private volatile long lastSuccess;
    private volatile Status status;
    private @Nullable Standing standing;
    private long since = UNKNOWN;
    private final Expiry expiry = new Expiry();
    private boolean stored = true;
    private short failures;

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
        failures = (short) Math.min(inARow, Short.MAX_VALUE);
    }

    void succeeded(long time) {
        lastSuccess = time;
    }

    /// What the database holds.
    void read(Condition condition) {
        standing = Standing.of(condition);
        since = condition.since().toEpochMilli();
        status = condition.status();
        stored = true;
    }

    Optional<Standing> standing() {
        return Optional.ofNullable(standing);
    }

    /// Whether this is how it fared before, and that is stored.
    boolean is(Standing now) {
        return stored && now.equals(standing);
    }

    /// @return the condition to store
    Condition becomes(Standing now, Instant time) {
        if (since == UNKNOWN || standing == null || standing.status() != now.status()) {
            since = time.toEpochMilli();
        }
        standing = now;
        status = now.status();
        stored = false;
        return now.since(Instant.ofEpochMilli(since));
    }

    void stored() {
        stored = true;
    }
}
