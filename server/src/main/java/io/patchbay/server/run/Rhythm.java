package io.patchbay.server.run;

import io.patchbay.server.client.ClientId;
import java.time.Duration;
import java.util.UUID;

/// When a client is polled: every interval, at a phase of its own. Phases come from the ids, so clients are spread over
/// the interval, and find their old times again after a restart. Milliseconds since the epoch.
record Rhythm(long interval, long phase) {
    static Rhythm of(ClientId client, Duration interval) {
        long millis = Math.max(1, interval.toMillis());
        return new Rhythm(millis, Math.floorMod(hash(client.value()), millis));
    }

    /// The first regular time after this one.
    long after(long time) {
        return time + interval - Math.floorMod(time - phase, interval);
    }

    /// The next regular time for a client whose call began then: an interval later, or up to half an interval sooner
    /// or later if the call was out of its rhythm.
    long next(long begun) {
        return after(begun + interval / 2);
    }

    /// A moment within a span that is the same for a client for ever.
    static long spread(ClientId client, long span) {
        return Math.floorMod(Long.rotateLeft(hash(client.value()), 32), Math.max(1, span));
    }

    /// Finalizer of MurmurHash3: ids that differ in a few bits get phases that have nothing to do with each other.
    private static long hash(UUID id) {
        long h = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 31);
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
