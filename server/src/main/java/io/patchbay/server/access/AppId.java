package io.patchbay.server.access;

import java.util.UUID;

/// An app: the tenant. Every query carries one.
public record AppId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
