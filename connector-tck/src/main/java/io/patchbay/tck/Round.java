package io.patchbay.tck;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one call of a client brought.
///
/// @param things the last complete list it reported, if it reported one
/// @param readings in the order they came
/// @param statuses the last of each thing, by the thing's id
/// @param thrown what it threw, if it did
public record Round(
        Optional<List<Thing>> things,
        List<Reading> readings,
        Map<String, Availability> statuses,
        Optional<Throwable> thrown) {

    /// What went wrong at the vendor, if anything.
    public Optional<Failure> failure() {
        return thrown.filter(ConnectorException.class::isInstance).map(e -> ((ConnectorException) e).failure());
    }

    /// The last value of a property on the wire, if there was one.
    public Optional<String> value(String thingId, String propertyId) {
        return readings.reversed().stream()
                .filter(reading -> reading.thingId().equals(thingId)
                        && reading.propertyId().equals(propertyId))
                .map(reading -> reading.value().wire())
                .findFirst();
    }
}
