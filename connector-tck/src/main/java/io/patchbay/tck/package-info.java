/// The kit every connector must pass: [ConnectorContract], its rules by aspect, and what they are made of.
///
/// Invariants: a test's name and message begin with the number of the call protocol it holds
/// (`io.patchbay.connector`); rules speak to the vendor's simulator over real HTTP; every test has a world of its
/// own, which is checked when it ends.
///
/// Neighbours: `io.patchbay.connector` for what is tested, `io.patchbay.tck.simulator` for the vendor.
@NullMarked
package io.patchbay.tck;

import org.jspecify.annotations.NullMarked;
