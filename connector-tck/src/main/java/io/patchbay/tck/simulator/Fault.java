package io.patchbay.tck.simulator;

/// What can go wrong at a vendor.
public enum Fault {
    /// 401.
    UNAUTHORIZED,
    /// 403.
    FORBIDDEN,
    /// 429 without a hint when to come back.
    THROTTLED,
    /// 429 with `Retry-After`.
    THROTTLED_FOR_A_WHILE,
    /// 503.
    DOWN,
    /// 200 with a page for people.
    HTML,
    /// The good answer, of which the second half never comes.
    CUT,
    /// A byte now and then, without an end.
    SLOW,
    /// As many bytes as the caller takes, without an end.
    ENDLESS,
    /// The good answer, with an object where any number, text or flag should be.
    WRONG_TYPES,
    /// The good answer, without any number, text or flag that is a member of an object.
    MISSING_FIELDS,
    /// Nobody listens.
    REFUSED
}
