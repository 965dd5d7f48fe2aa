/// The developer's configuration of a technology: one instance per app and type.
///
/// Invariants: a configuration was accepted by its form and by the vendor before it was stored; it is stored
/// sealed.
///
/// Neighbours: `access`, `catalogue`, `vault`, `vendor`.
@NullMarked
package io.patchbay.server.instance;

import org.jspecify.annotations.NullMarked;
