package io.patchbay.tck;

import java.util.Optional;

/// What a call returned, or what it threw: one of them is there.
public record Outcome<T>(Optional<T> returned, Optional<Throwable> thrown) {}
