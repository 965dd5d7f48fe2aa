/// Consent of end customers at vendors, and the tokens that come of it: asked for, kept alive, revoked.
///
/// Invariants: a state works once, for ten minutes, for its client; one refresh at a time per grant, whatever
/// runs where; a rotated pair is stored before anything uses it; only the vendor's word that a grant is gone
/// ends it. Tokens lie sealed and are never logged.
///
/// Neighbours: `instance` for the OAuth client's credentials. Who links what is `client`'s business: it begins
/// a consent, and hears of its end by [Linked].
@NullMarked
package io.patchbay.server.link;

import org.jspecify.annotations.NullMarked;
