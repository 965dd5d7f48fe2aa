package io.patchbay.tck;

import io.patchbay.connector.Sink;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Property;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Takes what one call reports and notes what C6, C8 and C9 forbid.
final class RecordingSink implements Sink {
    private final Watch watch;
    private final Map<String, Thing> known;
    private final List<Reading> readings = new ArrayList<>();
    private final Map<String, Availability> statuses = new HashMap<>();
    private Optional<List<Thing>> things = Optional.empty();
    private Optional<Instant> nothingNewBefore = Optional.empty();
    private boolean ended;
    private final CountDownLatch currentOrEnded = new CountDownLatch(1);

    /// @param known things of the client's calls so far, by id; kept up to date
    RecordingSink(Watch watch, Map<String, Thing> known) {
        this.watch = watch;
        this.known = known;
    }

    @Override
    public synchronized void things(Collection<Thing> reported) {
        check("things");
        things = Optional.of(List.copyOf(reported));
        known.clear();
        for (Thing thing : reported) {
            if (known.put(thing.id(), thing) != null) {
                watch.breaks("C06", "the list of things has \"" + thing.id() + "\" twice");
            }
        }
    }

    @Override
    public synchronized void reading(Reading reading) {
        check("reading");
        readings.add(reading);
        Thing thing = known.get(reading.thingId());
        if (thing == null) {
            watch.breaks(
                    things.isPresent() ? "C08" : "C06",
                    "a reading came of a thing that was not reported before: " + reading.thingId());
            return;
        }
        property(thing, reading)
                .ifPresentOrElse(
                        property -> fits(property, reading.value()),
                        () -> watch.breaks(
                                "C08",
                                "a reading came of a property that was not reported: " + reading.componentId() + "/"
                                        + reading.propertyId()));
    }

    private static Optional<Property> property(Thing thing, Reading reading) {
        return thing.components().stream()
                .filter(component -> component.id().equals(reading.componentId()))
                .flatMap(component -> component.properties().stream())
                .filter(property -> property.id().equals(reading.propertyId()))
                .findFirst();
    }

    private void fits(Property property, Value value) {
        boolean fits = switch (value) {
            case Value.Absent() -> true;
            case Value.Text text ->
                property.type()
                        .valueType()
                        .parse(text.text())
                        .filter(text::equals)
                        .isPresent();
            case Value.Decimal number ->
                property.type()
                        .valueType()
                        .parse(number.wire())
                        .filter(number::equals)
                        .isPresent();
            case Value.Flag flag ->
                property.type()
                        .valueType()
                        .parse(flag.wire())
                        .filter(flag::equals)
                        .isPresent();
        };
        if (!fits) {
            watch.breaks("C09", property.id() + " is no " + property.type().valueType() + ": " + value);
        }
    }

    @Override
    public synchronized void status(String thingId, Availability status) {
        check("status");
        statuses.put(thingId, status);
        if (!known.containsKey(thingId)) {
            watch.breaks("C08", "a status came of a thing that was not reported: " + thingId);
        }
    }

    @Override
    public synchronized void current() {
        check("current");
        currentOrEnded.countDown();
    }

    @Override
    public synchronized void nothingNewBefore(Instant time) {
        check("nothingNewBefore");
        nothingNewBefore = Optional.of(time);
    }

    private void check(String method) {
        watch.touch("Sink." + method);
        if (ended) {
            watch.breaks("C14", "the client called Sink." + method + " after its call had ended");
        }
    }

    /// The call it was given to is about to end.
    void callEnds() {
        currentOrEnded.countDown();
    }

    /// Waits until the present state was reported or the call has ended, but not longer than this.
    void awaitCurrent(Duration most) {
        try {
            if (!currentOrEnded.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                watch.breaks("C06", "a subscription did not say within " + most + " that it is current");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
    }

    synchronized Round end(Optional<Throwable> thrown) {
        ended = true;
        return new Round(things, List.copyOf(readings), Map.copyOf(statuses), nothingNewBefore, thrown);
    }
}
