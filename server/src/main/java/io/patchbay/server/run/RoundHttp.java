package io.patchbay.server.run;

import io.patchbay.connector.Batch;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.vendor.Vendors;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// The vendor, for one call of a client: steps aside while it waits, and asks nothing any more once its client was
/// stopped or started anew. Used by the call's thread only.
final class RoundHttp implements VendorHttp {
    private final VendorHttp http;
    private final Turn turn;
    private final BooleanSupplier current;

    /// @param current whether the call is still wanted
    RoundHttp(VendorHttp http, Turn turn, BooleanSupplier current) {
        this.http = http;
        this.turn = turn;
        this.current = current;
    }

    @Override
    public Reply send(Call call) throws ConnectorException, InterruptedException {
        if (!current.getAsBoolean()) {
            throw new InterruptedException("the client was stopped, or started anew");
        }
        turn.aside();
        try {
            return http.send(call);
        } finally {
            turn.back();
        }
    }

    <T> T together(Vendors vendors, Technology technology, UUID instance, String key, Batch<T> batch)
            throws ConnectorException, InterruptedException {
        turn.aside();
        try {
            return vendors.together(technology, instance, this, key, batch);
        } finally {
            turn.back();
        }
    }
}
