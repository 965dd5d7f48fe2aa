package io.patchbay.bench;

/// What a number has to reach.
public enum Goal {
    /// The ratio of ours and the limit, at least.
    RATIO,
    /// The number itself, at least.
    AT_LEAST,
    /// The number itself, at most.
    AT_MOST
}
