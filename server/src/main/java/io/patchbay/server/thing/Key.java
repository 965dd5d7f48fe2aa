package io.patchbay.server.thing;

import java.util.UUID;

/// Which property.
record Key(UUID thing, String component, String property) {}
