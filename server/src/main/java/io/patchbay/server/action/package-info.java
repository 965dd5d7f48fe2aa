/// What apps ask of things: requests of actions, the way to whoever can carry them out, and their
/// outcome.
///
/// Invariants: only a PENDING request changes, and never after its deadline except to FAILED; nobody is
/// called before the parameters are in order; a request is never tried again after the service was
/// restarted, for its action may have been carried out; each change of a status is logged with it.
///
/// Neighbours: none; `client` carries out the actions of things that connectors made.
@NullMarked
package io.patchbay.server.action;

import org.jspecify.annotations.NullMarked;
