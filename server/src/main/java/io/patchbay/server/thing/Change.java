package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Availability;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the change log, before it has its position.
///
/// @param series   which property; 0 if it is not about a value
/// @param about    which thing; null if it is about a value, as `subject`: the series knows them
/// @param value    what `kind` says
/// @param at       since when it is so, by the vendor's clock if it has one; never after `received`
/// @param received when this service learned it
record Change(
        AppId app,
        Kind kind,
        long series,
        @Nullable UUID about,
        @Nullable String subject,
        @Nullable String value,
        Instant at,
        Instant received) {

    static Change value(AppId app, long series, @Nullable String value, Instant at, Instant received) {
        return new Change(app, Kind.VALUE, series, null, null, value, at, received);
    }

    static Change status(AppId app, UUID thing, String subject, Availability status, Instant received) {
        return new Change(app, Kind.STATUS, 0, thing, subject, status.name(), received, received);
    }

    /// @param kind ADDED, CHANGED or REMOVED
    static Change thing(Kind kind, AppId app, UUID thing, String subject, Instant received) {
        return new Change(app, kind, 0, thing, subject, null, received, received);
    }
}
