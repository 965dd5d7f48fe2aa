package io.patchbay.server.instance;

import io.patchbay.connector.description.Config;
import io.patchbay.server.access.AppId;

/// The developer's configuration of a technology.
///
/// @param configuration accepted by the connector's form
public record Instance(InstanceId id, AppId app, String typeId, Config configuration) {}
