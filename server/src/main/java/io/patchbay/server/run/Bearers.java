package io.patchbay.server.run;

import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.vendor.Bearer;
import java.util.Optional;
import java.util.UUID;

/// Where a client's access tokens come from; see [io.patchbay.server.link.Grants#bearer].
@FunctionalInterface
interface Bearers {
    Optional<Bearer> of(AppId app, UUID client, Technology technology);
}
