package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.thing.Things;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The clients of one end customer, for rooms that hand out or erase all that is theirs.
@Singleton
public final class SubjectClients {
    private final Clients clients;
    private final ClientStore store;
    private final Things things;

    SubjectClients(Clients clients, ClientStore store, Things things) {
        this.clients = clients;
        this.store = store;
        this.things = things;
    }

    /// What goes with the deletion of a client, in its transaction.
    @FunctionalInterface
    public interface Deletion {
        /// @param things how many the client had
        void happens(Handle tx, int things);
    }

    /// In the order of their ids.
    ///
    /// @param after the last id of the page before, or null
    public List<StoredClient> pageOf(AppId app, String subject, @Nullable UUID after, int limit) {
        return store.page(app, subject, after, limit).stream()
                .flatMap(id -> store.find(app, id, Optional.of(subject)).stream())
                .map(row -> StoredClient.of(
                        row,
                        clients.configuration(row),
                        clients.technologyIfAny(row)
                                .map(technology -> technology.description().client()),
                        things.mappingsOf(app, row.id().value())))
                .toList();
    }

    /// Stops a client, revokes its grant where the vendor offers that, and removes it with its things.
    ///
    /// @return false if there was none
    /// @throws ApiException 500 if it could not be removed: it goes on then
    public boolean deleteNext(AppId app, String subject, Deletion with) {
        Optional<ClientStore.Row> next = store.page(app, subject, null, 1).stream()
                .findFirst()
                .flatMap(id -> store.find(app, id, Optional.of(subject)));
        try {
            next.ifPresent(client -> clients.delete(client, with::happens));
        } catch (ApiException e) {
            if (e.status() != 404) {
                throw e;
            }
            // somebody else has deleted it just now
        }
        return next.isPresent();
    }
}
