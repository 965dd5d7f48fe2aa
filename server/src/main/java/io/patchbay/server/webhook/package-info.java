/// Tells apps of changes: signed requests to the addresses they gave, as https://www.standardwebhooks.com has it.
///
/// Invariants: a webhook's position moves only over what its receiver has acknowledged; changes of one thing are
/// delivered in their order; a webhook without news has no thread and is no reason for a query.
///
/// Neighbours: `event`, for what is told.
@NullMarked
package io.patchbay.server.webhook;

import org.jspecify.annotations.NullMarked;
