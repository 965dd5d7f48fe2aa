/// The technologies this service speaks: loads the connectors, checks and serves their descriptions.
///
/// Invariants: ids and type ids are unique; the set is constant while the service runs.
///
/// Neighbours: `web`.
@NullMarked
package io.patchbay.server.catalogue;

import org.jspecify.annotations.NullMarked;
