package io.patchbay.server.client;

import io.patchbay.connector.description.Config;
import io.patchbay.server.access.AppId;
import io.patchbay.server.instance.InstanceId;
import java.util.Map;

/// All that the engine needs to open a client.
///
/// @param memory what the connector remembered
public record Startable(
        ClientId id,
        AppId app,
        InstanceId instance,
        String typeId,
        String subject,
        Config instanceConfig,
        Config config,
        Map<String, String> memory,
        Condition condition) {}
