package io.patchbay.server.vendor;

import io.patchbay.connector.Batch;
import io.patchbay.connector.description.Authorization;
import io.patchbay.server.catalogue.Technology;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Which clients share calls for many: those of one instance, or all of a technology that needs no authorization, as
/// far as their batches are equal. Thread-safe.
final class Groups {
    private static final UUID ALL = new UUID(0, 0);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private record Key(String type, UUID of, Batch<?> batch) {}

    private final InstantSource clock;
    private final Map<Key, Together<?>> groups = new ConcurrentHashMap<>();
    private volatile Instant sweepAt = Instant.MIN;

    Groups(InstantSource clock) {
        this.clock = clock;
    }

    <T> Together<T> of(Technology technology, UUID instance, Batch<T> batch) {
        sweep();
        UUID of = technology.description().authorization() instanceof Authorization.None ? ALL : instance;
        Together<?> group = groups.computeIfAbsent(
                new Key(technology.typeId(), of, batch), _ -> new Together<>(batch, technology.interval(), clock));
        // equal batches have the same class, and so the same kind of part
        @SuppressWarnings("unchecked")
        Together<T> typed = (Together<T>) group;
        return typed;
    }

    private void sweep() {
        Instant now = clock.instant();
        if (now.isAfter(sweepAt)) {
            sweepAt = now.plus(SWEEP);
            groups.values().removeIf(Together::isIdle);
        }
    }
}
