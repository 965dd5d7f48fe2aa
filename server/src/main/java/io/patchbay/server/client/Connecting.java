package io.patchbay.server.client;

import io.patchbay.connector.description.Field;
import io.patchbay.server.access.AppId;
import io.patchbay.server.link.Comeback;
import io.patchbay.server.link.Consent;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Clients as end customers connect them on a page of this service. Any thread may call; calls block on the database,
/// and on the vendor for a device code.
@Singleton
public final class Connecting {
    private final Clients clients;

    Connecting(Clients clients) {
        this.clients = clients;
    }

    /// A client as its customer may see it.
    ///
    /// @param configuration without what is secret
    /// @param device what the customer is to confirm, while a device code is open
    public record Connected(
            UUID id,
            String typeId,
            boolean paused,
            boolean linked,
            Condition condition,
            Map<String, @Nullable Object> configuration,
            Optional<Consent.Device> device) {}

    /// @param consent what the customer must do before the client runs
    public record Begun(UUID client, Optional<Consent> consent) {}

    /// @param subject whose it must be
    public Optional<Connected> find(AppId app, String subject, UUID client) {
        return clients.find(app, client, Optional.of(subject)).map(this::shown);
    }

    /// The one client that a customer can have of a technology.
    public Optional<Connected> ofType(AppId app, String subject, String typeId) {
        return clients.ofType(app, subject, typeId).map(this::shown);
    }

    /// Makes a client, which starts, or begins its consent.
    ///
    /// @throws ApiException 400 with every problem of the configuration, 409 if there is one or the
    ///     customer is being erased, 503 if the vendor was needed and away
    public Begun make(
            AppId app, String subject, String typeId, Map<String, @Nullable Object> configuration, Comeback back) {
        Clients.Created made = clients.create(app, subject, typeId, configuration, Optional.of(back));
        return new Begun(made.id().value(), made.consent());
    }

    /// Begins the consent of a client anew, if its technology wants one, and lets a client that is configured
    /// try again. Its things stay.
    ///
    /// @param changes to its configuration; empty for none
    /// @throws ApiException as [#make], 404
    public Begun again(AppId app, String subject, UUID client, Map<String, @Nullable Object> changes, Comeback back) {
        ClientStore.Row row = clients.get(app, client, Optional.of(subject));
        if (!changes.isEmpty()) {
            clients.configure(row, changes);
        }
        return new Begun(client, clients.linkIfNeeded(row, back));
    }

    /// Takes away a client that was never linked.
    public void discard(AppId app, String subject, UUID client) {
        clients.find(app, client, Optional.of(subject))
                .filter(row -> !row.linked())
                .ifPresent(clients::delete);
    }

    private Connected shown(ClientStore.Row row) {
        Map<String, @Nullable Object> configuration = new HashMap<>(clients.configuration(row));
        clients.technology(row.typeId()).description().client().fields().stream()
                .filter(field -> field instanceof Field.Secret)
                .forEach(field -> configuration.remove(field.key()));
        return new Connected(
                row.id().value(),
                row.typeId(),
                row.paused(),
                row.linked(),
                row.condition(),
                configuration,
                clients.openDevice(row));
    }
}
