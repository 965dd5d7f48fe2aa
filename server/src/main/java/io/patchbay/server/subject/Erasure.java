package io.patchbay.server.subject;

import io.patchbay.server.access.AppId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An erasure as it is stored.
///
/// @param subject whose data is being erased; empty once it is
/// @param clients erased so far, as `things` and `actions`
/// @param scanned up to this position the change log is erased
record Erasure(
        UUID id,
        AppId app,
        Optional<String> subject,
        int clients,
        int things,
        int actions,
        long scanned,
        Instant started,
        Optional<Instant> ended) {}
