package io.patchbay.server.vendor;

import io.patchbay.connector.Reply;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Which redirects are followed (RFC 9110 section 15.4): those of a GET that stay with the same host, so that no
/// credential of a call reaches another one. The others are answers like any other.
final class Redirects {
    static final int MOST = 3;

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    static Optional<URI> next(String method, URI from, Reply reply) {
        if (!method.equals("GET") || !STATUSES.contains(reply.status())) {
            return Optional.empty();
        }
        try {
            return reply.header("location").map(from::resolve).filter(to -> staysWith(from, to));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean staysWith(URI from, URI to) {
        if (to.getHost() == null || !to.getHost().equalsIgnoreCase(from.getHost())) {
            return false;
        }
        boolean same = to.getScheme().equals(from.getScheme()) && to.getPort() == from.getPort();
        boolean secured = "http".equals(from.getScheme())
                && "https".equals(to.getScheme())
                && from.getPort() < 0
                && to.getPort() < 0;
        return same || secured;
    }
}
