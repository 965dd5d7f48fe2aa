package io.patchbay.server.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.patchbay.server.access.AppId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/// How many clients an app has, and how they fare. Any thread may call; it blocks for one query. Where that takes long,
/// for there are very many, what was counted is shown again for a while: so looking costs a twentieth of a processor at
/// most, however many look however often, and tells what was so some seconds ago.
@Singleton
public final class Census {
    private static final long LONG = Duration.ofMillis(20).toNanos();
    private static final int SHARE = 20;

    private final CensusStore store;
    private final Cache<AppId, Counted> lately = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Census(CensusStore store) {
        this.store = store;
    }

    /// A client is counted once: as paused, as waiting for consent, or by its status and who must act.
    ///
    /// @param consent their end customers must give consent, for the first time or again
    /// @param retrying failing, and nobody has to do anything
    /// @param developer failing for their configuration
    /// @param author failing for what their connector does not understand
    public record Counts(
            long started,
            long starting,
            long paused,
            long consent,
            long retrying,
            long vendor,
            long developer,
            long author) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

        public long total() {
            return started + starting + paused + consent + failing();
        }

        /// Failing without waiting for consent.
        public long failing() {
            return retrying + vendor + developer + author;
        }

        public Counts plus(Counts other) {
            return new Counts(
                    started + other.started,
                    starting + other.starting,
                    paused + other.paused,
                    consent + other.consent,
                    retrying + other.retrying,
                    vendor + other.vendor,
                    developer + other.developer,
                    author + other.author);
        }
    }

    /// @param until by the system's stopwatch
    private record Counted(Map<String, Counts> counts, long until) {}

    public Counts of(AppId app) {
        return byType(app).values().stream().reduce(Counts.NONE, Counts::plus);
    }

    /// Of each technology that the app has clients of: an app has one instance of each.
    public Map<String, Counts> byType(AppId app) {
        long begun = System.nanoTime();
        Counted known = lately.getIfPresent(app);
        if (known != null && known.until() - begun > 0) {
            return known.counts();
        }
        Map<String, Counts> counts = store.counts(app);
        long now = System.nanoTime();
        if (now - begun > LONG) {
            lately.put(app, new Counted(counts, now + SHARE * (now - begun)));
        }
        return counts;
    }
}
