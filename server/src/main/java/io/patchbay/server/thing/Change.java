package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Availability;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the change log, before it has its position.
///
/// @param component as `property`: null if it is about the thing as a whole
/// @param value     what `kind` says
/// @param at        when it was so, by the vendor's clock if it has one
/// @param received  when this service learned it
record Change(
        AppId app,
        Kind kind,
        UUID thing,
        @Nullable String component,
        @Nullable String property,
        @Nullable String value,
        Instant at,
        Instant received) {

    enum Kind {
        /// A property's value; null if it has none now.
        VALUE,
        /// A thing's status.
        STATUS,
        /// A thing that is new or came back; the value is its subject.
        ADDED,
        /// A thing that is gone; the value is its subject.
        REMOVED
    }

    static Change value(AppId app, Key key, @Nullable String value, Instant at, Instant received) {
        return new Change(app, Kind.VALUE, key.thing(), key.component(), key.property(), value, at, received);
    }

    static Change status(AppId app, UUID thing, Availability status, Instant received) {
        return new Change(app, Kind.STATUS, thing, null, null, status.name(), received, received);
    }

    static Change added(AppId app, UUID thing, String subject, Instant received) {
        return new Change(app, Kind.ADDED, thing, null, null, subject, received, received);
    }

    static Change removed(AppId app, UUID thing, String subject, Instant received) {
        return new Change(app, Kind.REMOVED, thing, null, null, subject, received, received);
    }
}
