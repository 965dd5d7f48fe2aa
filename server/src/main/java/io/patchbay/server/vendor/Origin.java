package io.patchbay.server.vendor;

import java.net.URI;
import java.util.Locale;

/// Where a connection leads (RFC 6454).
///
/// @param host in lower case; an IPv6 address without brackets
record Origin(boolean secure, String host, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /// @param uri with a scheme and a host
    static Origin of(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS : HTTP;
        return new Origin(secure, bare(uri.getHost().toLowerCase(Locale.ROOT)), port);
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
