package io.patchbay.server.access;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes (`PUT`) that a room takes without a thread that waits until they are durable. [Shortcut] asks every bean of
/// it, on the event loop, so it must not block.
public interface HotWrites {
    /// @param path    as it was sent
    /// @param query   without the question mark; null if there is none
    /// @param callers who calls, if their token is known and has the scope
    /// @return empty if it is something else, if it is written in another way than this service writes it, or if
    ///     anything must be looked up or refused: the route does that
    /// @throws io.patchbay.server.web.ApiException the same: the route says it
    Optional<Hot> find(String path, @Nullable String query, Function<Scope, Optional<Caller>> callers);

    /// A write that is answered with 200 and nothing.
    ///
    /// @param template the path with names for what differs, for the metrics
    /// @param write begins it, with the body, which says it is JSON; an `ApiException`, thrown or as its
    ///     outcome, is the answer
    record Hot(String template, Function<byte[], CompletionStage<Void>> write) {}
}
