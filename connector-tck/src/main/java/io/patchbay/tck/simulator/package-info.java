/// The base of the vendor simulators: small HTTP services that behave as a vendor's documentation says, for tests,
/// the demo and the benchmarks.
///
/// Invariants: a simulator listens on loopback only, and whatever it answers can be spoilt through its [Faults]
/// without its author's help. Nothing here knows JUnit or a JSON library.
///
/// Neighbours: none; the kit in `io.patchbay.tck` drives it.
@NullMarked
package io.patchbay.tck.simulator;

import org.jspecify.annotations.NullMarked;
