package io.patchbay.server.run;

import io.patchbay.connector.Sink;
import io.patchbay.server.thing.Report;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Collects what a client reports, until it is taken. Thread-safe: a subscribed client goes on reporting while what it
/// reported is stored.
final class CollectingSink implements Sink {
    private final Runnable reported;
    private @Nullable List<Thing> things;
    private List<Reading> readings = new ArrayList<>();
    private Map<String, Availability> statuses = Map.of();
    private @Nullable Instant nothingNewBefore;
    private boolean current;
    private boolean closed;

    /// @param reported called when there is something to take after the present state is complete; must return at once
    CollectingSink(Runnable reported) {
        this.reported = reported;
    }

    @Override
    public void things(Collection<Thing> all) {
        List<Thing> copy = List.copyOf(all);
        report(() -> {
            things = copy;
            // a list says of each thing how it is now
            statuses = Map.of();
        });
    }

    @Override
    public void reading(Reading reading) {
        report(() -> readings.add(reading));
    }

    @Override
    public void status(String thingId, Availability status) {
        report(() -> {
            if (statuses.isEmpty()) {
                statuses = new HashMap<>();
            }
            statuses.put(thingId, status);
        });
    }

    @Override
    public void current() {
        report(() -> current = true);
    }

    @Override
    public void nothingNewBefore(Instant time) {
        synchronized (this) {
            nothingNewBefore = time;
        }
    }

    private void report(Runnable change) {
        boolean tell;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the call of this sink has ended");
            }
            change.run();
            tell = current;
        }
        if (tell) {
            reported.run();
        }
    }

    /// Everything since it was last taken; null if there is nothing.
    synchronized @Nullable Report take() {
        if (things == null && readings.isEmpty() && statuses.isEmpty()) {
            return null;
        }
        Report report = new Report(Optional.ofNullable(things), readings, statuses);
        things = null;
        readings = new ArrayList<>();
        statuses = Map.of();
        return report;
    }

    synchronized Optional<Instant> nothingNewBefore() {
        return Optional.ofNullable(nothingNewBefore);
    }

    synchronized boolean isCurrent() {
        return current;
    }

    /// The call has ended: whatever is reported from now on is refused.
    synchronized void close() {
        closed = true;
    }
}
