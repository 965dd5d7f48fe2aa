/// The vocabulary: what a vendor's device looks like once it is a thing. Pure records; no I/O, no threads.
///
/// Invariants: ids of components, properties and actions match [Ids#PATTERN] and are unique in their parent,
/// ignoring case; a thing has at least one component and names one of them as its main one; values carry the
/// unit of their [PropertyType], whichever unit the vendor used.
///
/// Neighbours: `io.patchbay.connector` speaks in these words; nothing here knows who speaks.
@NullMarked
package io.patchbay.thing;

import org.jspecify.annotations.NullMarked;
