package io.patchbay.server.run;

import io.patchbay.server.thing.Owner;
import io.patchbay.server.thing.Report;

/// Where reports go; see [io.patchbay.server.thing.Writer#apply].
@FunctionalInterface
interface ThingWrites {
    void apply(Owner owner, Report report);
}
