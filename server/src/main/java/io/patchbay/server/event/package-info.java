/// What apps are told of as it happens: the change log in the words of the API, for whoever sends it on, and the
/// live stream.
///
/// Invariants: an event's position is its row's position in the log, the same for every reader; a stream gets each
/// event of its app that it asked for in order of positions, none twice and none left out; what a stream holds in
/// memory is bounded, and one reader of the log serves all streams of a node.
///
/// Neighbours: none. Reads through `thing.ChangeReader`.
@NullMarked
package io.patchbay.server.event;

import org.jspecify.annotations.NullMarked;
