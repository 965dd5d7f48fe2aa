package io.patchbay.server.connect;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Where a session's pages are.
///
/// @param base the path of the session
record Paths(String base) {
    public String start() {
        return base;
    }

    public String with(String typeId) {
        return base + "/with/" + typeId;
    }

    public String progress() {
        return base + "/progress";
    }

    public String places() {
        return base + "/places";
    }

    public String cancel() {
        return base + "/cancel";
    }

    static Response go(String path) {
        return Response.status(303).header(HttpHeaders.LOCATION, path).build();
    }
}
