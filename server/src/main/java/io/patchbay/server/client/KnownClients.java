package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Memories;
import io.patchbay.server.db.Remembered;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Rows of clients that are asked for again and again, as long as they are what is stored. Any thread may call.
@Singleton
final class KnownClients {
    /// A thirty-second of the heap.
    private static final int SHARE = 32;

    private static final int STAMPS = 1 << 16;

    /// Bytes of a row besides its configuration, roughly.
    private static final int FRAME = 600;

    private final Remembered<UUID, ClientStore.Row> rows;

    KnownClients(Memories memories) {
        this.rows = memories.make(SHARE, (_, row) -> FRAME + row.sealed().length, STAMPS);
    }

    /// @param read reads it from the database, in one statement
    Optional<ClientStore.Row> get(AppId app, UUID id, Supplier<Optional<ClientStore.Row>> read) {
        return rows.get(id, id, row -> row.app().equals(app), read);
    }

    /// As [#get], but at once; empty if it must be read.
    Optional<ClientStore.Row> known(AppId app, UUID id) {
        return rows.known(id, id, row -> row.app().equals(app));
    }

    /// To be called in every transaction that changes rows of clients or removes them, before it commits. Not for
    /// what a connector remembers: that is not in these rows.
    void changing(Handle tx, Collection<UUID> ids) {
        rows.changing(tx, ids);
    }
}
