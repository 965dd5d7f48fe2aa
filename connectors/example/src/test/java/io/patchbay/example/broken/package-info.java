/// The kit's own test: the example connector broken in every way that the kit must find.
///
/// Invariants: every rule of the kit has at least one variant here, and a variant breaks one rule only. It lives
/// with the example because it needs a good connector, and the kit must not depend on one.
///
/// Neighbours: `io.patchbay.tck` is what is tested, `io.patchbay.example` what is broken.
@NullMarked
package io.patchbay.example.broken;

import org.jspecify.annotations.NullMarked;
