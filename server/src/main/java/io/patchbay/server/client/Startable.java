package io.patchbay.server.client;

import io.patchbay.connector.description.Config;
import io.patchbay.server.instance.Instance;
import java.util.Map;

/// All that the engine needs to open a client.
///
/// @param instance the same object for all its clients, as long as it does not change
/// @param memory what the connector remembered
public record Startable(
        ClientId id,
        Instance instance,
        String subject,
        Config config,
        Map<String, String> memory,
        Condition condition) {}
