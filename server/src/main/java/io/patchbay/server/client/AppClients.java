package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.instance.Masked;
import io.patchbay.server.link.Consent;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The clients of an app one by one, for pages of its developer: what the API does with them, through the same verbs.
/// Each method throws [ApiException] 404 if the app has no such client. Any thread may call; it blocks on the database.
@Singleton
public final class AppClients {
    private final Clients clients;
    private final Running running;
    private final Journal journal;

    AppClients(Clients clients, Running running, Journal journal) {
        this.clients = clients;
        this.running = running;
        this.journal = journal;
    }

    public AppClient get(AppId app, UUID id) {
        ClientStore.Row row = row(app, id);
        return AppClient.of(row, running.live(row.id()).orElse(Live.UNKNOWN));
    }

    /// What is left of the vendor's limits that hold for the client; nothing if its connector is not installed any
    /// more.
    public List<Remaining> remaining(AppId app, UUID id) {
        ClientStore.Row row = row(app, id);
        return clients.technologyIfAny(row).isPresent() ? clients.remaining(row) : List.of();
    }

    /// A device code that the end customer has been given and may still confirm.
    public Optional<Consent.Device> openDevice(AppId app, UUID id) {
        ClientStore.Row row = row(app, id);
        return clients.technologyIfAny(row).isPresent() ? clients.openDevice(row) : Optional.empty();
    }

    /// Its latest calls, the latest first, as far as they are kept; see [Journal#look].
    public List<Journal.Entry> calls(AppId app, UUID id) {
        return journal.look(row(app, id).id());
    }

    /// Its configuration, with what is secret masked.
    public Masked configuration(AppId app, UUID id) {
        ClientStore.Row row = row(app, id);
        return Masked.of(
                clients.configuration(row),
                clients.technologyIfAny(row)
                        .map(technology -> technology.description().client()));
    }

    public void pause(AppId app, UUID id) {
        clients.pause(row(app, id));
    }

    public void resume(AppId app, UUID id) {
        clients.resume(row(app, id));
    }

    /// Polls it as soon as the vendor's limits allow.
    ///
    /// @throws ApiException 409 if it is paused or lacks its end customer's consent
    public void poll(AppId app, UUID id) {
        clients.poll(row(app, id));
    }

    public void delete(AppId app, UUID id) {
        clients.delete(row(app, id));
    }

    private ClientStore.Row row(AppId app, UUID id) {
        return clients.get(app, id, Optional.empty());
    }
}
