package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Thing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A write on its way: in the queue, then in a batch. Who asked for it waits for `done`.
sealed interface Item {
    Instant received();

    CompletableFuture<Void> done();

    /// Rows it may touch, roughly.
    int weight();

    /// A thing of a report.
    record Found(Thing thing, Shape shape, byte[] fingerprint) {
        static Found of(Thing thing) {
            Shape shape = Shape.of(thing);
            return new Found(thing, shape, StoredJson.fingerprint(shape));
        }
    }

    /// What a connector client reported.
    ///
    /// @param found the report's things
    record Reported(
            Owner owner, Report report, Optional<List<Found>> found, Instant received, CompletableFuture<Void> done)
            implements Item {
        @Override
        public int weight() {
            return 1 + report.readings().size() + found.map(List::size).orElse(0);
        }
    }

    /// A value that an app gives to a property of its own thing.
    record Put(
            AppId app, Optional<String> subject, Key key, String text, Instant received, CompletableFuture<Void> done)
            implements Item {
        @Override
        public int weight() {
            return 1;
        }
    }

    /// A status that an app gives to its own thing.
    record Patch(
            AppId app,
            Optional<String> subject,
            UUID thing,
            Availability status,
            Instant received,
            CompletableFuture<Void> done)
            implements Item {
        @Override
        public int weight() {
            return 1;
        }
    }
}
