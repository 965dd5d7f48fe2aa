package io.patchbay.server.client;

import java.util.UUID;

/// A connector client.
public record ClientId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
