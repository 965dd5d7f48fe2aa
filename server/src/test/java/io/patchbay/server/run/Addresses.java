package io.patchbay.server.run;

import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.DeliveryAddresses;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Addresses for deliveries, in memory.
final class Addresses implements DeliveryAddresses {
    final Map<ClientId, Instant> registered = new ConcurrentHashMap<>();

    @Override
    public Optional<Address> ofAcrossApps(ClientId client, URI vendor) {
        return Optional.of(new Address(
                URI.create("https://patchbay.example/" + client), Optional.ofNullable(registered.get(client))));
    }

    @Override
    public boolean isRegisteredAcrossApps(ClientId client) {
        return registered.containsKey(client);
    }

    @Override
    public void registeredAcrossApps(ClientId client, @Nullable Instant time) {
        registered.compute(client, (_, _) -> time);
    }
}
