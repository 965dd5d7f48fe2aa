package io.patchbay.server.client;

import io.patchbay.connector.Delivery;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;

/// What vendors send to the addresses of clients.
@Singleton
final class Deliveries {
    private final DeliveryStore addresses;
    private final Receiving receiving;

    Deliveries(DeliveryStore addresses, Receiving receiving) {
        this.addresses = addresses;
        this.receiving = receiving;
    }

    /// Returns before the client has been given it.
    ///
    /// @throws ApiException 404 if nobody has this address, 403 if the vendor did not send it
    void take(String address, Delivery delivery) {
        ClientId client =
                addresses.behindAcrossApps(address).orElseThrow(() -> ApiException.notFound("address for deliveries"));
        switch (receiving.receive(client, delivery)) {
            case YES, IGNORED -> {}
            case REFUSED ->
                throw ApiException.forbidden("The delivery is not signed as the vendor of this client signs.");
        }
    }
}
