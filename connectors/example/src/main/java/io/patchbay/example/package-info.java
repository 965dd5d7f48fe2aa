/// The connector that shows how to write one: weather stations of a vendor that exists only as a simulator.
///
/// Invariants: as for every connector, those of `io.patchbay.connector`; its `README.md` explains each line.
///
/// Neighbours: `io.patchbay.connector` for the contract, `io.patchbay.http` for JSON over HTTP.
@NullMarked
package io.patchbay.example;

import org.jspecify.annotations.NullMarked;
