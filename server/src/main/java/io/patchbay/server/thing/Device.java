package io.patchbay.server.thing;

import io.patchbay.thing.Availability;
import java.util.UUID;

/// A vendor's device as the database knows it.
///
/// @param thing       its thing's id, which it keeps for ever
/// @param fingerprint of the shape that is stored; empty if the thing is gone and only its id is kept
record Device(UUID thing, byte[] fingerprint, Availability status) {
    boolean exists() {
        return fingerprint.length > 0;
    }
}
