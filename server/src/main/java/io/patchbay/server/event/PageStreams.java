package io.patchbay.server.event;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Passes.Pass;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow;

/// Live streams for our own pages: the API's, of some things only, for as long as a session lasts. Any thread may call.
@Singleton
public final class PageStreams {
    /// Things of one stream.
    public static final int MOST = Interest.MOST;

    private final Streams streams;

    PageStreams(Streams streams) {
        this.streams = streams;
    }

    /// The answer to a request: frames of Server-Sent Events, as `GET /api/v1/events` has them.
    ///
    /// @param things      of the app; others' events are not in its log. Not empty
    /// @param lastEventId where to go on; empty for from now on
    /// @throws io.patchbay.server.web.ApiException 503 if there are too many streams, or the service stops
    public Flow.Publisher<byte[]> open(
            AppId app, Set<UUID> things, Pass pass, Optional<String> lastEventId, RoutingContext exchange) {
        if (things.isEmpty()) {
            throw new IllegalArgumentException("a stream of no things would be one of all");
        }
        Interest interest = new Interest(Optional.empty(), Set.copyOf(things), Set.of(), Set.of());
        return streams.open(app, interest, pass, lastEventId, exchange);
    }
}
