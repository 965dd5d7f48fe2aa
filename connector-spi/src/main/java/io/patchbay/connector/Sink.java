package io.patchbay.connector;

import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Instant;
import java.util.Collection;

/// Where a client reports. Called on the thread of the client's call; never blocks on the database. Reporting
/// the same again is free: the service writes only what changed.
public interface Sink {

    /// The complete list of the client's things as of now: a thing that is missing is removed (C6, C16). An
    /// empty list says that the customer has none.
    void things(Collection<Thing> things);

    /// One value of one property (C7, C8, C9).
    void reading(Reading reading);

    /// A thing became reachable or unreachable; its values stay.
    void status(String thingId, Availability status);

    /// The present state has been reported completely. Only for [Subscribed]; a poll is complete when it
    /// returns.
    void current();

    /// The vendor has nothing new before this time: the next poll may wait until then. A hint, bounded by the
    /// service to four poll intervals.
    void nothingNewBefore(Instant time);
}
