package io.patchbay.server.link;

import org.jspecify.annotations.Nullable;

/// What the next step of a consent needs, as it lies sealed.
///
/// @param redirect   the redirect URI of the request, which the exchange must repeat (RFC 6749 section 4.1.3)
/// @param verifier   of PKCE
/// @param deviceCode of a device flow, with what was shown to the customer
/// @param back       where the browser goes, if a page of ours began the consent
/// @param browser    hash of the key that this browser brings then, in base64
/// @param interval   seconds between two questions for a device code
record Pending(
        String typeId,
        @Nullable String redirect,
        @Nullable String verifier,
        @Nullable String deviceCode,
        @Nullable String userCode,
        @Nullable String page,
        @Nullable String back,
        @Nullable String browser,
        long interval) {
    /// RFC 8628 section 3.5: the vendor wants 5 s more from now on.
    Pending slower() {
        return new Pending(typeId, redirect, verifier, deviceCode, userCode, page, back, browser, interval + 5);
    }

    @Override
    public String toString() {
        return "Pending[" + typeId + "]";
    }
}
