package io.patchbay.netatmo;

import io.patchbay.connector.ConnectorException;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one answer brought.
///
/// @param things complete
/// @param readings of things that could be read
/// @param spoilt why some could not, the first of them
/// @param next when the vendor has something new, if that is known and ahead
record Part(List<Thing> things, List<Reading> readings, Optional<ConnectorException> spoilt, Optional<Instant> next) {
    Part {
        things = List.copyOf(things);
        readings = List.copyOf(readings);
    }

    static Part nothing() {
        return new Part(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    Part and(Part other) {
        return new Part(
                Stream.concat(things.stream(), other.things.stream()).toList(),
                Stream.concat(readings.stream(), other.readings.stream()).toList(),
                spoilt.or(() -> other.spoilt),
                Stream.concat(next.stream(), other.next.stream()).min(Instant::compareTo));
    }
}
