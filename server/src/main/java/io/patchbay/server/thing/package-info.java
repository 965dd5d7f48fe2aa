/// Current things and property values, and the one write path to them.
///
/// Invariants: a value and its change are written in one transaction; nothing is written when nothing changed;
/// a vendor's device maps to the same thing for ever.
///
/// Neighbours: `access`, `cluster` for epochs.
@NullMarked
package io.patchbay.server.thing;

import org.jspecify.annotations.NullMarked;
