package io.patchbay.bench.connector;

import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Brings changed readings with every poll, without a vendor: what is measured then is all that the service does.
final class NewsClient implements Polled {
    private final InstantSource clock;
    private final List<Thing> things;
    private final String[] properties;
    private long polls;

    /// @param thing whose properties are all numbers
    NewsClient(Thing thing, InstantSource clock) {
        this.clock = clock;
        things = List.of(thing);
        properties = thing.components().getFirst().properties().stream()
                .map(property -> property.id())
                .toArray(String[]::new);
    }

    @Override
    public void poll(Sink sink) throws InterruptedException {
        if (!Gate.pass()) {
            return;
        }
        polls++;
        Instant now = clock.instant();
        sink.things(things);
        for (int i = 0; i < properties.length; i++) {
            sink.reading(reading(i, now));
        }
    }

    /// Never what the poll before brought: 0.0 to 49.9 °C.
    private Reading reading(int property, Instant now) {
        return Stations.reading(properties[property], (polls + property) % 500 / 10.0, now);
    }
}
