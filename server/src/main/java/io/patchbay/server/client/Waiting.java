package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.instance.InstanceId;

/// A client as the engine keeps it while it waits: no configuration, nothing that is opened.
public record Waiting(
        ClientId id, AppId app, InstanceId instance, String typeId, String subject, Slice slice, Status status) {}
