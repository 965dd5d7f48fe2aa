package io.patchbay.server.thing;

import java.util.UUID;

/// A vendor's device and the thing it is here.
public record Mapping(String connectorThingId, UUID thingId) {}
