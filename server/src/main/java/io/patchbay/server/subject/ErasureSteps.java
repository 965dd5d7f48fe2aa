package io.patchbay.server.subject;

import io.patchbay.server.action.Actions;
import io.patchbay.server.client.SubjectClients;
import io.patchbay.server.db.Db;
import io.patchbay.server.thing.SubjectChanges;
import io.patchbay.server.thing.Subjects;
import io.patchbay.server.thing.Things;
import io.patchbay.server.webhook.SubjectWebhooks;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/// The steps of an erasure, in an order in which nothing comes back: clients make things, things take actions and
/// changes, and what the log says of them is found by their series, which go last. Each step is a short transaction,
/// and
/// does nothing where it was done before; so all of them can be cut off anywhere and begun anew.
@Singleton
final class ErasureSteps {
    private static final int THINGS = 200;

    /// Positions of the change log that one transaction looks at.
    private static final long SPAN = 50_000;

    private final Db db;
    private final ErasureStore store;
    private final SubjectClients clients;
    private final Things things;
    private final Actions actions;
    private final SubjectChanges changes;
    private final InstantSource clock;

    ErasureSteps(
            Db db,
            ErasureStore store,
            SubjectClients clients,
            Things things,
            Actions actions,
            SubjectChanges changes,
            InstantSource clock) {
        this.db = db;
        this.store = store;
        this.clients = clients;
        this.things = things;
        this.actions = actions;
        this.changes = changes;
        this.clock = clock;
    }

    /// Goes on with an erasure until it is done, or until `cut` says to stop after a transaction.
    ///
    /// @throws RuntimeException if something cannot be erased now
    void run(Erasure found, BooleanSupplier cut) {
        // it may have ended since it was found
        store.find(found.app(), found.id())
                .ifPresent(now -> now.subject().ifPresent(subject -> run(now, subject, cut)));
    }

    private void run(Erasure erasure, String subject, BooleanSupplier cut) {
        boolean more = true;
        while (more && !cut.getAsBoolean()) {
            more = clients.deleteNext(erasure.app(), subject, (tx, removed) -> {
                ErasureStore.hold(tx, erasure);
                ErasureStore.count(tx, erasure, 1, removed, 0);
            });
        }
        more = true;
        while (more && !cut.getAsBoolean()) {
            more = db.write(tx -> {
                ErasureStore.hold(tx, erasure);
                int removed = things.removeOf(tx, erasure.app(), subject, THINGS);
                ErasureStore.count(tx, erasure, 0, removed, 0);
                return removed == THINGS;
            });
        }
        if (!cut.getAsBoolean()) {
            db.run(tx -> {
                ErasureStore.hold(tx, erasure);
                ErasureStore.count(tx, erasure, 0, 0, actions.removeOf(tx, erasure.app(), subject));
            });
        }
        if (!cut.getAsBoolean() && changes(erasure, subject, cut)) {
            db.run(tx -> end(tx, erasure, subject));
        }
    }

    /// What the log says of the things is complete now that they are gone.
    ///
    /// @return false if it was cut off
    private boolean changes(Erasure erasure, String subject, BooleanSupplier cut) {
        SubjectChanges.Bounds bounds = changes.bounds(erasure.app());
        long position = Math.max(erasure.scanned(), bounds.below());
        while (position < bounds.newest()) {
            if (cut.getAsBoolean()) {
                return false;
            }
            long after = position;
            long to = Math.min(position + SPAN, bounds.newest());
            db.run(tx -> {
                ErasureStore.hold(tx, erasure);
                SubjectChanges.erase(tx, erasure.app(), subject, after, to);
                ErasureStore.scanned(tx, erasure, to);
            });
            position = to;
        }
        return !cut.getAsBoolean();
    }

    private void end(Handle tx, Erasure erasure, String subject) {
        ErasureStore.hold(tx, erasure);
        SubjectWebhooks.forget(tx, erasure.app(), subject);
        SubjectChanges.forget(tx, erasure.app(), subject);
        Subjects.forget(tx, erasure.app(), subject);
        ErasureStore.end(tx, erasure, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
