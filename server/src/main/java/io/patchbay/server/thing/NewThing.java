package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Availability;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// A thing that an app makes, checked.
///
/// @param values those it has from the start
record NewThing(Shape shape, Availability status, List<Initial> values) {

    record Initial(String component, String property, String value) {}

    /// What its making says in the change log.
    static List<Change> changes(
            AppId app, UUID id, String subject, List<ValueStore.Write> values, Map<Key, Long> series, Instant now) {
        return Stream.concat(
                        Stream.of(Change.thing(Kind.ADDED, app, id, subject, now)),
                        values.stream()
                                .map(w -> Change.value(
                                        app,
                                        Objects.requireNonNull(series.get(w.key())),
                                        w.value(),
                                        w.at(),
                                        w.received())))
                .toList();
    }
}
