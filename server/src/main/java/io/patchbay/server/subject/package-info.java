/// All of one end customer at once: erased, or handed out.
///
/// Invariants: an erasure that was accepted comes to its end, whatever is killed in between; nothing is made for
/// a customer who is being erased; what is left of an erasure names nobody; what is handed out has no secrets,
/// and is never in memory as a whole.
///
/// Neighbours: `action`, `webhook`. Each room erases its own rows; the order in which they do so is decided here.
@NullMarked
package io.patchbay.server.subject;

import org.jspecify.annotations.NullMarked;
