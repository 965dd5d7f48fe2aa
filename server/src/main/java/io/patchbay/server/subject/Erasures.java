package io.patchbay.server.subject;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.thing.Subjects;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// What an app can do with erasures.
@Singleton
final class Erasures {
    private final Db db;
    private final ErasureStore store;
    private final Erasing erasing;
    private final InstantSource clock;

    Erasures(Db db, ErasureStore store, Erasing erasing, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.erasing = erasing;
        this.clock = clock;
    }

    /// Begins to erase an end customer, or finds the erasure that has begun. When this returns, nothing new is
    /// made for them, and the rest will happen.
    ///
    /// @throws ApiException 404 if the app does not know them
    Erasure begin(AppId app, String subject) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Erasure erasure = db.write(tx -> {
            if (!Subjects.beginErasure(tx, app, subject)) {
                throw ApiException.notFound("subject");
            }
            return ErasureStore.begin(tx, app, subject, now);
        });
        erasing.start(erasure);
        return erasure;
    }

    /// @throws ApiException 404
    Erasure get(AppId app, UUID id) {
        return store.find(app, id).orElseThrow(() -> ApiException.notFound("erasure"));
    }
}
