package io.patchbay.server.thing;

import io.patchbay.thing.ValueType;
import java.util.UUID;

/// The values of one property while its type and unit stay the same. A property whose type or unit changes begins a
/// new series.
///
/// @param property     the property's id, as `component` is the component's
/// @param propertyType the newest
/// @param subject      the end customer whose thing it is
public record Series(
        long id,
        UUID thing,
        String component,
        String property,
        String propertyType,
        String unit,
        ValueType type,
        String subject) {}
