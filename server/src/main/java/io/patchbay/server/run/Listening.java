package io.patchbay.server.run;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A subscription under way.
///
/// @param generation of its call
/// @param problem why what it reported could not be stored, if so
record Listening(OpenClient client, CollectingSink sink, int generation, AtomicReference<@Nullable Outcome> problem) {}
