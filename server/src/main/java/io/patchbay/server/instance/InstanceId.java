package io.patchbay.server.instance;

import java.util.UUID;

/// An app's instance of a connector.
public record InstanceId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
