package io.patchbay.server.run;

import io.patchbay.server.catalogue.Technology;
import java.util.Optional;

/// Where technologies are found; see [io.patchbay.server.catalogue.Catalogue#byType].
@FunctionalInterface
interface Technologies {
    Optional<Technology> byType(String typeId);
}
