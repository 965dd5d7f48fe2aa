/// Calls to vendors: HTTP with time and size limits, the budgets of hosts, instances and clients, one circuit a host,
/// answers shared between clients.
///
/// Invariants: no call leaves without a place in every budget it counts against; a host that is down is asked now and
/// then and not by all who call it; no secret of a call is logged.
///
/// Neighbours: `catalogue` for base addresses and limits.
@NullMarked
package io.patchbay.server.vendor;

import org.jspecify.annotations.NullMarked;
