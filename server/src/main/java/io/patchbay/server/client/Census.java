package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import jakarta.inject.Singleton;

/// How many clients an app has, and how they fare. Any thread may call; it blocks for one query.
@Singleton
public final class Census {
    private final CensusStore store;

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

    public Counts of(AppId app) {
        return store.counts(app);
    }
}
