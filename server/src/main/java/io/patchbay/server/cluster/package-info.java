/// Which node owns which slice, and the epochs that fence a former owner.
///
/// Invariants: a slice's epoch grows with every change of owner; a write under an older epoch is refused; what nodes
/// remember is changed by the node that serves it.
///
/// What several nodes do today: one works, and the last that was started is the one. Whoever starts takes all slices
/// and serves from its memory; whoever had them before finds out within six seconds, lets go of their clients, says
/// that
/// it is not ready, answers what it is asked from the database, and changes no things, clients or instances any more.
/// Until it has found out it may still take what apps write, as durably as ever, for an app's own things belong to no
/// slice: then its successor may show what was before for as long as a memory lives. What connectors report is refused
/// from the first moment.
///
/// Neighbours: `db` and `web`.
@NullMarked
package io.patchbay.server.cluster;

import org.jspecify.annotations.NullMarked;
