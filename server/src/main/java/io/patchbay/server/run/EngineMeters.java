package io.patchbay.server.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.patchbay.connector.Failure;
import io.patchbay.server.client.Status;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What the engine counts: `patchbay.polls` by type, outcome and who must act, `patchbay.polls.lateness`,
/// `patchbay.clients` by status.
final class EngineMeters {
    private final MeterRegistry registry;
    private final Timer lateness;
    private final Map<Status, AtomicInteger> clients = new EnumMap<>(Status.class);

    EngineMeters(MeterRegistry registry) {
        this.registry = registry;
        this.lateness = Timer.builder("patchbay.polls.lateness")
                .description("start of a call after its due time")
                .publishPercentiles(0.5, 0.99)
                .serviceLevelObjectives(Late.buckets())
                .register(registry);
        for (Status status : Status.values()) {
            AtomicInteger count = new AtomicInteger();
            clients.put(status, count);
            registry.gauge("patchbay.clients", Tags.of("status", status.name().toLowerCase(Locale.ROOT)), count);
        }
    }

    void began(long late) {
        lateness.record(Math.max(0, late), TimeUnit.MILLISECONDS);
    }

    void ended(String type, Outcome outcome, long millis) {
        registry.timer("patchbay.polls", "type", type, "outcome", name(outcome), "who", who(outcome))
                .record(millis, TimeUnit.MILLISECONDS);
    }

    void added(Status status) {
        count(status).incrementAndGet();
    }

    void removed(Status status) {
        count(status).decrementAndGet();
    }

    private AtomicInteger count(Status status) {
        return clients.computeIfAbsent(status, _ -> new AtomicInteger());
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "success";
            case Outcome.Failed failed ->
                failed.failure().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            case Outcome.Crashed _ -> "crash";
            case Outcome.PutOff _ -> "postponed";
            case Outcome.Down _ -> "down";
            case Outcome.Unserved _ -> "unserved";
            case Outcome.Over _ -> "dropped";
        };
    }

    private static String who(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> failed.failure().who().name().toLowerCase(Locale.ROOT);
            case Outcome.Crashed _ -> Failure.Actor.AUTHOR.name().toLowerCase(Locale.ROOT);
            case Outcome.Succeeded _, Outcome.PutOff _, Outcome.Down _, Outcome.Unserved _, Outcome.Over _ -> "nobody";
        };
    }
}
