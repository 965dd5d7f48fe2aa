package io.patchbay.server.vendor;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.VendorHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Lets clients share calls that serve many of them: what stands behind `ClientContext.together`. Of each
/// kind of call one is under way at a time; it carries the caller's key and the other known keys whose part
/// is older than half an interval, the oldest first.
///
/// In memory, and bounded by the clients that ask: a key that nobody has asked for in two of its intervals
/// is forgotten. From any thread; blocks as the calls do.
final class Together {

    /// What may share: equal batches of the same scope.
    private record Kind(Object scope, Batch<?> batch) {}

    private final InstantSource clock;
    private final Map<Kind, SharedCalls<?>> kinds = new HashMap<>();
    private Instant nextSweep = Instant.MIN;

    Together(InstantSource clock) {
        this.clock = clock;
    }

    /// A key's part: from a former call if it is not older than the interval, from the call that is under
    /// way if that carries it, else from a call of its own.
    ///
    /// A failure that concerns everybody (the vendor is away, wants fewer calls, has no place in the
    /// budget) is that of all who wait; it is not kept. One that may concern a single key makes every
    /// carried key be asked for alone.
    ///
    /// @param scope what clients must have in common to share: the technology, or the instance; by `equals`
    /// @param interval how often the caller asks; parts are kept a twentieth less, because no pace is exact
    /// @param batch by `equals` the same for clients that share
    /// @param http of the caller; used only if its own thread makes the call
    /// @throws ConnectorException as the batch does; `Puzzled` if its answer lacks the key
    <T> T get(Object scope, Duration interval, String key, Batch<T> batch, VendorHttp http)
            throws ConnectorException, InterruptedException {
        return shared(new Kind(scope, batch), batch, interval).get(interval, key, http);
    }

    private synchronized <T> SharedCalls<T> shared(Kind kind, Batch<T> batch, Duration interval) {
        Instant now = clock.instant();
        if (!now.isBefore(nextSweep)) {
            // one that is taken up again this very moment only makes a call more than it had to
            kinds.values().removeIf(calls -> calls.forgotten(now));
            nextSweep = now.plus(interval);
        }
        // equal batches have parts of the same type
        @SuppressWarnings("unchecked")
        SharedCalls<T> known = (SharedCalls<T>) kinds.computeIfAbsent(kind, _ -> new SharedCalls<>(batch, clock));
        return known;
    }

    /// How many kinds of call are remembered.
    synchronized int kinds() {
        return kinds.size();
    }
}
