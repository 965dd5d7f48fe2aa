package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Epoch;
import java.util.UUID;

/// For whom the engine writes.
///
/// @param client  the connector client that found the things
/// @param subject the end customer they belong to
public record Owner(AppId app, String subject, UUID client, Epoch epoch) {}
