/// The engine: owns slices, opens clients, paces polls, runs subscriptions, sorts failures.
///
/// Invariants: a waiting client has no thread; calls of one client never overlap; every write carries the
/// slice's epoch.
///
/// Neighbours: `client`, `instance`, `thing`, `vendor`, `catalogue`, `cluster`.
@NullMarked
package io.patchbay.server.run;

import org.jspecify.annotations.NullMarked;
