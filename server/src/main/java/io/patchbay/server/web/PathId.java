package io.patchbay.server.web;

import java.util.UUID;

/// An id in a path. What is no UUID names nothing, so it is 404 like any other unknown id.
public record PathId(String text) {

    /// @param what "thing", "client"
    /// @throws ApiException 404 if it is no UUID
    public UUID or404(String what) {
        try {
            // UUID.fromString takes shortened forms, too
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw ApiException.notFound(what);
    }
}
