/// Where the service begins: the main class and the clock that every room is given.
///
/// Invariants: nothing is decided here that a room could decide; only `Main` speaks to the console.
///
/// Neighbours: every room may be named here; no room names this package.
@NullMarked
package io.patchbay.server;

import org.jspecify.annotations.NullMarked;
