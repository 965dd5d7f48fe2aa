package io.patchbay.example.broken;

import io.patchbay.connector.Sink;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A sink that passes on, changed, what it is told.
record Passing(Sink to, Consumer<Collection<Thing>> onThings, UnaryOperator<Reading> onReading) implements Sink {

    static Passing things(Sink to, UnaryOperator<Thing> change) {
        return new Passing(to, things -> to.things(things.stream().map(change).toList()), reading -> reading);
    }

    static Passing readings(Sink to, UnaryOperator<Reading> change) {
        return new Passing(to, to::things, change);
    }

    @Override
    public void things(Collection<Thing> things) {
        onThings.accept(things);
    }

    @Override
    public void reading(Reading reading) {
        to.reading(onReading.apply(reading));
    }

    @Override
    public void status(String thingId, Availability status) {
        to.status(thingId, status);
    }

    @Override
    public void current() {
        to.current();
    }

    @Override
    public void nothingNewBefore(Instant time) {
        to.nothingNewBefore(time);
    }
}
