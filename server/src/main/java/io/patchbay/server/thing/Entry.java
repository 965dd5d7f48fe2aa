package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the change log.
///
/// @param position grows; gaps mean nothing
/// @param about    the thing; the connector client or the request of an action for those kinds
/// @param series   which property, if it is about a value
/// @param subject  the end customer it concerns
/// @param value    what `kind` says
/// @param at       since when it is so, by the vendor's clock if it has one; never after `received`
/// @param received when this service learned it
public record Entry(
        long position,
        AppId app,
        Kind kind,
        UUID about,
        Optional<Series> series,
        String subject,
        @Nullable String value,
        Instant at,
        Instant received) {}
