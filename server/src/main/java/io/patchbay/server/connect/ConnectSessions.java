package io.patchbay.server.connect;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Opaque;
import io.patchbay.server.connect.ConnectLinks.Link;
import io.patchbay.server.link.Linked;
import io.patchbay.server.web.Links;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Links that apps hand to their customers, and how far these have come. Any thread may call; calls block on the
/// database.
@Singleton
final class ConnectSessions {
    /// From its making, and from each attempt on: who waits for a vendor is not told that it is too late.
    static final Duration LIVES = Duration.ofMinutes(30);

    private static final int MOST_ATTEMPTS = 20;
    /// So that who comes late is told that the link has expired.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final SessionStore store;
    private final Links links;
    private final InstantSource clock;

    ConnectSessions(SessionStore store, Links links, InstantSource clock) {
        this.store = store;
        this.links = links;
        this.clock = clock;
    }

    /// What a browser finds behind a link.
    sealed interface Found {
        record Here(ConnectSession session) implements Found {}

        record Expired(ConnectSession session) implements Found {}

        /// Another browser was the first.
        record Used(ConnectSession session) implements Found {}

        /// No browser has opened the link, and this one may not yet.
        record Closed(ConnectSession session) implements Found {}

        record Unknown() implements Found {}
    }

    Link open(AppId app, SessionCheck.Wanted wanted) {
        String secret = Opaque.fresh();
        Instant expires = clock.instant().plus(LIVES).truncatedTo(ChronoUnit.SECONDS);
        store.insert(new ConnectSession(
                Opaque.hash(secret),
                app,
                wanted.subject(),
                wanted.types(),
                wanted.returnUrl(),
                wanted.client(),
                wanted.client().isPresent(),
                false,
                Optional.empty(),
                expires));
        return new Link(links.root("/connect/" + secret), expires);
    }

    /// @param key   of the browser
    /// @param first whether it may be the one that opens the link, if none has yet
    Found find(String secret, String key, boolean first) {
        byte[] browser = Opaque.hash(key);
        Optional<SessionStore.Row> row = store.findAcrossApps(Opaque.hash(secret));
        if (row.isEmpty()) {
            return new Found.Unknown();
        }
        ConnectSession session = row.get().session();
        byte[] known = row.get().browser();
        if (known != null && !MessageDigest.isEqual(known, browser)) {
            return new Found.Used(session);
        }
        if (!session.expires().isAfter(clock.instant())) {
            return new Found.Expired(session);
        }
        if (known == null && !first) {
            return new Found.Closed(session);
        }
        return known != null || store.bind(session.app(), session.hash(), browser)
                ? new Found.Here(session)
                : new Found.Used(session);
    }

    /// @return false if there were too many attempts
    boolean attempt(ConnectSession session) {
        return store.attempt(
                session.app(), session.hash(), MOST_ATTEMPTS, clock.instant().plus(LIVES));
    }

    void has(ConnectSession session, UUID client, boolean made) {
        store.has(session.app(), session.hash(), client, made);
    }

    void hasNone(ConnectSession session) {
        store.has(session.app(), session.hash(), null, false);
    }

    void end(ConnectSession session, Outcome outcome) {
        store.end(session.app(), session.hash(), outcome, clock.instant());
    }

    void consentEnded(@Observes Linked event) {
        store.endOfClientAcrossApps(event.client(), Outcome.of(event.result()), clock.instant());
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        store.forgetAcrossApps(clock.instant().minus(REMEMBERED));
    }
}
