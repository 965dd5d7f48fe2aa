/// Time series: what the values of a property were, as they were reported or gathered in buckets of time.
///
/// Invariants: an answer is bounded by the page that was asked for, or streamed page by page; pages follow each other
/// without gap or repetition while readings come in, late ones included; nothing is seen that is older than the app's
/// retention.
///
/// Neighbours: none. Reads the rows of `change_log` and `series`, which `thing` writes.
@NullMarked
package io.patchbay.server.history;

import org.jspecify.annotations.NullMarked;
