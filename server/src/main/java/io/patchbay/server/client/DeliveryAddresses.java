package io.patchbay.server.client;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where vendors deliver to, as the engine sees it.
public interface DeliveryAddresses {
    /// @param registered when the vendor was told this address last, by the present consent
    record Address(URI uri, Optional<Instant> registered) {}

    /// The client's address: made when it is first asked for, always the same.
    ///
    /// @param vendor where its vendor is
    /// @return empty if the client is gone, or the vendor cannot reach this service
    Optional<Address> ofAcrossApps(ClientId client, URI vendor);

    boolean isRegisteredAcrossApps(ClientId client);

    /// @param time when the vendor took the address; null if it is to be told anew
    void registeredAcrossApps(ClientId client, @Nullable Instant time);
}
