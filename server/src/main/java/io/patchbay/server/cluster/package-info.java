/// Which node owns which slice, and the epochs that fence a former owner.
///
/// Invariants: a slice's epoch grows with every change of owner; a write under an older epoch is refused.
///
/// Neighbours: `db`.
@NullMarked
package io.patchbay.server.cluster;

import org.jspecify.annotations.NullMarked;
