package io.patchbay.server.thing;

import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one call of a client brought. Ids of things are the connector's own.
///
/// @param things the complete list as of now, if the call brought one; things of the client that are missing
///     are removed
/// @param statuses by thing, beside what `things` says
public record Report(Optional<List<Thing>> things, List<Reading> readings, Map<String, Availability> statuses) {
    public Report {
        things = things.map(List::copyOf);
        readings = List.copyOf(readings);
        statuses = Map.copyOf(statuses);
    }
}
