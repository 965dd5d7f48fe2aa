package io.patchbay.server.access;

import io.patchbay.connector.Secret;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.web.ApiException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The apps of a developer, and what they prove themselves with. Another account's app is not found.
@Singleton
public final class Apps {
    private static final int LONGEST_NAME = 200;

    private final AppStore store;
    private final Retention retention;
    private final Tokens tokens;
    private final Event<AppDeleting> deleting;
    private final Event<AppSpared> spared;
    private final InstantSource clock;

    Apps(
            AppStore store,
            Retention retention,
            Tokens tokens,
            Event<AppDeleting> deleting,
            Event<AppSpared> spared,
            InstantSource clock) {
        this.store = store;
        this.retention = retention;
        this.tokens = tokens;
        this.deleting = deleting;
        this.spared = spared;
        this.clock = clock;
    }

    /// @param secret for its developer only, who is shown it once
    public record Created(App app, Secret secret) {}

    /// @param formerUntil until when the former secret works; empty if it has ended
    public record Rotated(Secret secret, Optional<Instant> formerUntil) {}

    /// @param name as the developer gave it
    /// @throws ApiException 400 if it is missing or too long
    public Created create(UUID account, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ApiException.invalid(List.of(new Problem("name", "is missing")));
        }
        if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw ApiException.invalid(
                    List.of(new Problem("name", "must be text of at most " + LONGEST_NAME + " characters")));
        }
        String secret = Opaque.fresh();
        // what PostgreSQL keeps of an instant, so that later answers show the same
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        App app = new App(new AppId(UUID.randomUUID()), name.strip(), now, retention.mostDays());
        store.insert(account, app, Opaque.hash(secret));
        return new Created(app, new Secret(secret));
    }

    /// By id.
    ///
    /// @param after the last id of the page before, or null
    public List<App> page(UUID account, @Nullable UUID after, int limit) {
        return store.page(account, after, limit);
    }

    /// @throws ApiException 404 if the account has no such app
    public App get(UUID account, UUID id) {
        return store.find(account, id).orElseThrow(() -> ApiException.notFound("app"));
    }

    /// Shows no change of the app that is older, from now on; it is deleted within an hour or two.
    ///
    /// @param days null if none were given
    /// @throws ApiException 400, 404
    App retain(UUID account, UUID id, @Nullable Integer days) {
        if (days == null || days < 1 || days > retention.mostDays()) {
            throw ApiException.invalid(List.of(new Problem(
                    "retention_days",
                    "must be a whole number from 1 to " + retention.mostDays()
                            + ", which this service keeps at most")));
        }
        if (!store.retain(account, id, days)) {
            throw ApiException.notFound("app");
        }
        return get(account, id);
    }

    /// Its clients are stopped; then all that is its own goes with it.
    ///
    /// @throws ApiException 404 if the account has no such app
    public void delete(UUID account, UUID id) {
        AppId app = get(account, id).id();
        try {
            deleting.fire(new AppDeleting(app));
            store.delete(account, id);
        } catch (RuntimeException e) {
            spared.fire(new AppSpared(app));
            throw e;
        }
        tokens.forget();
    }

    /// @param grace how long the present secret goes on working; zero says that it has leaked, so it ends at once and
    ///     the app's tokens with it
    public Rotated rotate(UUID account, UUID id, Duration grace) {
        String secret = Opaque.fresh();
        Optional<Instant> until = grace.isZero()
                ? Optional.empty()
                : Optional.of(clock.instant().plus(grace).truncatedTo(ChronoUnit.SECONDS));
        if (!store.rotate(account, id, Opaque.hash(secret), until.orElse(null))) {
            throw ApiException.notFound("app");
        }
        if (grace.isZero()) {
            tokens.revokeAll(new Holder.OfApp(new AppId(id)));
        }
        return new Rotated(new Secret(secret), until);
    }

    boolean proves(AppId app, String secret) {
        byte[] hash = Opaque.hash(secret);
        return store.secrets(app, clock.instant()).stream().anyMatch(known -> MessageDigest.isEqual(known, hash));
    }
}
