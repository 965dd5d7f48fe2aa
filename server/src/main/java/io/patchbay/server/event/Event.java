package io.patchbay.server.event;

import io.patchbay.server.access.AppId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that happened to what an app has.
///
/// @param position     in the change log: grows, gaps mean nothing, and no two events have the same
/// @param subject      the end customer it concerns
/// @param time         since when it is so, by the vendor's clock if it has one
/// @param received     when this service learned it
/// @param about        what happens to it happens in order: the thing; the client or the request for those types
/// @param thing        the thing, if it is about one; also of a request of an action
/// @param propertyType of a property that changed
/// @param data         JSON, one line
public record Event(
        long position,
        AppId app,
        String subject,
        EventType type,
        Instant time,
        Instant received,
        UUID about,
        Optional<UUID> thing,
        Optional<String> propertyType,
        String data) {}
