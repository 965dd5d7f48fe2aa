package io.patchbay.thing;

import java.time.Instant;

/// A value of one property at one time.
///
/// @param thingId the connector's own id of the thing
/// @param at the vendor's time of the measurement if it gives one, else the time the answer came
public record Reading(String thingId, String componentId, String propertyId, Value value, Instant at) {}
