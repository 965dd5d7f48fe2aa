/// The vendors' simulators as one program ([Main]) and the demo that connects a few customers to them ([Demo]).
///
/// Invariants: a simulator keeps the documented habits of its vendor, the inconvenient ones above all; its
/// values move as in nature, but are a pure function of place and clock, so that two runs agree; an answer
/// costs a few microseconds and no JSON tree.
///
/// Neighbours: the base of all simulators, with its fault panel, in `io.patchbay.tck.simulator`. The demo knows
/// the service only through its HTTP API.
@NullMarked
package io.patchbay.simulators;

import org.jspecify.annotations.NullMarked;
