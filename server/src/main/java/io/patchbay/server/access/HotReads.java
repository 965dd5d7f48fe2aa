package io.patchbay.server.access;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads that a room may have the answers of in memory. [Shortcut] asks every bean of it, on the event loop, so it
/// must not block.
public interface HotReads {
    /// @param path    as it was sent
    /// @param query   without the question mark; null if there is none
    /// @param callers who calls, if their token is known and has the scope
    /// @return empty if it is something else, if it is written in another way than this service writes it, or if
    ///     anything must be looked up or refused: the route does that
    /// @throws io.patchbay.server.web.ApiException the same: the route says it
    Optional<Hot> find(String path, @Nullable String query, Function<Scope, Optional<Caller>> callers);

    /// An answer, the same as the route's.
    ///
    /// @param template the path with names for what differs, for the metrics
    /// @param body     JSON; may set status and headers of the answer
    record Hot(String template, Function<HttpServerRequest, byte[]> body) {}
}
