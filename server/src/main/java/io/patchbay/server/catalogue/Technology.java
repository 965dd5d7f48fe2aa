package io.patchbay.server.catalogue;

import io.patchbay.connector.Call;
import io.patchbay.connector.Connector;
import io.patchbay.connector.description.Description;
import java.net.URI;
import java.time.Duration;

/// A connector as this service runs it: with the operator's settings
/// (`PATCHBAY_CONNECTORS_<TYPE>_BASE_URL`, `…_POLL_INTERVAL`, `…_LIMITS`).
///
/// @param limited false if the operator has lifted the vendor's published limits
public record Technology(
        Connector connector, Description description, URI baseUrl, Duration interval, boolean limited) {
    /// Where a call goes. An operator who has moved the vendor has moved all of its hosts.
    ///
    /// @throws IllegalArgumentException if the call has no valid address; the message may quote it
    public URI address(Call call) {
        return baseUrl.equals(description.baseUrl()) ? call.uri(baseUrl) : call.uriMoved(baseUrl);
    }

    public String typeId() {
        return description.typeId();
    }
}
