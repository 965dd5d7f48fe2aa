package io.patchbay.server.link;

import java.net.URI;

/// The way back of a consent that a page of this service began.
///
/// @param page    where the browser goes, whatever came of it
/// @param browser a key that the browser has in the cookie of this name: only who brings it again ends the consent, so
///     that nobody is made to complete another one's
public record Comeback(URI page, String browser) {
    public static final String COOKIE = "patchbay-connect";

    @Override
    public String toString() {
        return "Comeback";
    }
}
