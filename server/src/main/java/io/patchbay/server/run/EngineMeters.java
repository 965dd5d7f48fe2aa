package io.patchbay.server.run;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.patchbay.connector.Failure;
import io.patchbay.server.client.Status;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What the engine counts: `patchbay.polls` by type, outcome and who must act, `patchbay.polls.lateness`,
/// `patchbay.polls.stretch`, `patchbay.clients` by status. Meters of polls are looked up once: a lookup by tags costs
/// more than a poll may.
final class EngineMeters {
    private final MeterRegistry registry;
    private final Timer lateness;
    private final DistributionSummary stretch;
    private final Map<Status, LongAdder> clients = new EnumMap<>(Status.class);
    private final Map<String, Timer> successes = new ConcurrentHashMap<>();

    EngineMeters(MeterRegistry registry) {
        this.registry = registry;
        this.lateness = Timer.builder("patchbay.polls.lateness")
                .description("start of a call after its due time")
                .serviceLevelObjectives(Late.buckets())
                .register(registry);
        this.stretch = DistributionSummary.builder("patchbay.polls.stretch")
                .description("how much longer than the interval a client waited for its call: 1 is on time")
                .register(registry);
        for (Status status : Status.values()) {
            LongAdder count = new LongAdder();
            clients.put(status, count);
            registry.gauge(
                    "patchbay.clients",
                    Tags.of("status", status.name().toLowerCase(Locale.ROOT)),
                    count,
                    LongAdder::doubleValue);
        }
    }

    /// A call has begun.
    ///
    /// @param late milliseconds after it was due
    void began(long late) {
        lateness.record(Math.max(0, late), TimeUnit.MILLISECONDS);
    }

    /// A client was called in its rhythm.
    ///
    /// @param late milliseconds after it was due
    void stretched(long late, long interval) {
        stretch.record(1 + Math.max(0, late) / (double) interval);
    }

    void ended(String type, Outcome outcome, long millis) {
        Timer timer = outcome instanceof Outcome.Succeeded ? success(type, outcome) : timer(type, outcome);
        timer.record(millis, TimeUnit.MILLISECONDS);
    }

    private Timer success(String type, Outcome outcome) {
        Timer known = successes.get(type);
        return known == null ? successes.computeIfAbsent(type, _ -> timer(type, outcome)) : known;
    }

    private Timer timer(String type, Outcome outcome) {
        return registry.timer("patchbay.polls", "type", type, "outcome", name(outcome), "who", who(outcome));
    }

    void added(Status status) {
        count(status).increment();
    }

    void removed(Status status) {
        count(status).decrement();
    }

    private LongAdder count(Status status) {
        return clients.computeIfAbsent(status, _ -> new LongAdder());
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
