/// Seals secrets for the database and opens them again, with a keyset that lies in the data folder. A sealed value is
/// bound to its place (its context) and carries the id of its key; a keyset that is not the database's stops the
/// start, and no key is ever thrown away. Stands on `db`, where a canary tells whether the keyset is the right one.
@NullMarked
package io.patchbay.server.vault;

import org.jspecify.annotations.NullMarked;
