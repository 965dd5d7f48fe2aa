package io.patchbay.server.link;

import java.net.URI;
import java.time.Instant;

/// What the end customer has to do next.
public sealed interface Consent {

    /// Open the vendor's consent page (RFC 6749 section 4.1).
    record Redirect(URI location) implements Consent {}

    /// Open a page and confirm the code (RFC 8628 section 3.3).
    ///
    /// @param page with the code already in it, where the vendor offers that
    record Device(URI page, String userCode, Instant expires) implements Consent {}
}
