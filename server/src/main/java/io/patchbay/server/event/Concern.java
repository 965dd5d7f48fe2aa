package io.patchbay.server.event;

import io.patchbay.server.access.AppId;

/// That there are events of an app, an end customer and a type.
///
/// @param first the least of their positions
/// @param last  the greatest
public record Concern(AppId app, String subject, EventType type, long first, long last) {}
