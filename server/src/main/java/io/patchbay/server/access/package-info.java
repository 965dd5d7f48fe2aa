/// Accounts, apps and tokens: who calls, and what it may do.
///
/// Invariants: secrets and tokens are stored as hashes only; every route says which scope it needs or that it
/// is open.
///
/// Neighbours: `db`, `web`.
@NullMarked
package io.patchbay.server.access;

import org.jspecify.annotations.NullMarked;
