package io.patchbay.server.connect;

import io.patchbay.server.access.AppId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One customer's way through connecting a technology.
///
/// @param hash    of the link's secret
/// @param types   what may be chosen, in the app's order; never empty
/// @param client  the one that is connected, once there is one
/// @param again   whether the app named the client, to be connected again
/// @param made    whether the client was made here
/// @param ended   how and when the last attempt ended; empty before the first and while one goes on
record ConnectSession(
        byte[] hash,
        AppId app,
        String subject,
        List<String> types,
        URI returnUrl,
        Optional<UUID> client,
        boolean again,
        boolean made,
        Optional<Ended> ended,
        Instant expires) {

    record Ended(Outcome outcome, Instant at) {}

    /// Back to the app.
    ///
    /// @param result one of the words of [Outcome#word]
    URI back(String result) {
        String base = returnUrl.toString();
        String more = "result=" + result + client.map(id -> "&client_id=" + id).orElse("");
        return URI.create(base + (returnUrl.getRawQuery() == null ? "?" : base.endsWith("?") ? "" : "&") + more);
    }

    /// Scheme, host and port of the page to which it goes back.
    String origin() {
        return returnUrl.getScheme() + "://" + returnUrl.getRawAuthority();
    }

    boolean hasChoice() {
        return types.size() > 1;
    }
}
