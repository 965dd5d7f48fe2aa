package io.patchbay.server.access;

import io.patchbay.server.db.Db;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands where the engine stands: is told of deletions, and may refuse.
@Singleton
final class DeletionWitness {
    final Map<AppId, Boolean> thereWhenTold = new ConcurrentHashMap<>();
    final Set<AppId> spared = ConcurrentHashMap.newKeySet();
    final Set<AppId> refused = ConcurrentHashMap.newKeySet();
    private final Db db;

    DeletionWitness(Db db) {
        this.db = db;
    }

    void deleting(@Observes AppDeleting event) {
        thereWhenTold.put(
                event.app(),
                db.read(handle -> handle.createQuery("select exists (select from app where id = :id)")
                        .bind("id", event.app().value())
                        .mapTo(boolean.class)
                        .one()));
        if (refused.contains(event.app())) {
            throw new IllegalStateException("a client would not stop");
        }
    }

    void spared(@Observes AppSpared event) {
        spared.add(event.app());
    }
}
