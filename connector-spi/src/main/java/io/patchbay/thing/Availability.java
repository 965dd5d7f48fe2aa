package io.patchbay.thing;

/// Whether a thing can be reached, as the vendor last said.
public enum Availability {
    AVAILABLE,
    UNAVAILABLE,
    UNKNOWN
}
