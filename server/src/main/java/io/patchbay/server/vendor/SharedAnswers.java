package io.patchbay.server.vendor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Answers that serve several clients of an instance. Equal questions at the same time are asked once; good answers are
/// kept for a while; failures are shared by those who waited and then forgotten. Thread-safe, bounded in bytes.
final class SharedAnswers {
    private static final long MOST_BYTES = 64L << 20;
    private static final int OVERHEAD = 500;

    /// Two calls with the same answer. Its address carries secrets: never logged.
    record Question(String type, UUID instance, String method, URI uri, Map<String, String> headers) {}

    interface Asking {
        Reply ask() throws ConnectorException, InterruptedException;
    }

    private sealed interface State {
        record UnderWay(CompletableFuture<Reply> reply) implements State {}

        record Kept(Reply reply, Instant until) implements State {}

        /// The one who asks has been postponed.
        record Awaited(Instant until) implements State {}
    }

    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Cache<Question, State> states;

    SharedAnswers(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        this.states = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((Question question, State state) -> OVERHEAD + bytes(state))
                .expireAfter(Expiry.writing((Question question, State state) -> lifetime(state)))
                .ticker(() -> clock.millis() * 1_000_000)
                .build();
    }

    /// @param keep how long a good answer serves
    Reply answer(Question question, Duration keep, Asking asking) throws ConnectorException, InterruptedException {
        while (true) {
            State.UnderWay mine = new State.UnderWay(new CompletableFuture<>());
            State state = states.asMap().putIfAbsent(question, mine);
            switch (state) {
                case null -> {
                    return lead(question, keep, asking, mine);
                }
                case State.Kept kept
                when kept.until().isAfter(clock.instant()) -> {
                    meters.counter("patchbay.vendor.shared", "type", question.type())
                            .increment();
                    return kept.reply();
                }
                case State.Awaited awaited
                when awaited.until().isAfter(clock.instant()) -> throw after(awaited.until());
                case State.UnderWay underWay -> {
                    try {
                        Reply reply = underWay.reply().get();
                        meters.counter("patchbay.vendor.shared", "type", question.type())
                                .increment();
                        return reply;
                    } catch (ExecutionException e) {
                        followed(e.getCause());
                    }
                }
                case State.Kept _, State.Awaited _ -> states.asMap().remove(question, state);
            }
        }
    }

    private Reply lead(Question question, Duration keep, Asking asking, State.UnderWay mine)
            throws ConnectorException, InterruptedException {
        try {
            Reply reply = asking.ask();
            if (reply.status() / 100 == 2) {
                states.asMap()
                        .replace(
                                question,
                                mine,
                                new State.Kept(reply, clock.instant().plus(keep)));
            }
            mine.reply().complete(reply);
            return reply;
        } catch (Postponed e) {
            Instant until = clock.instant().plus(e.waiting());
            states.asMap().replace(question, mine, new State.Awaited(until));
            mine.reply().completeExceptionally(after(until));
            throw e;
        } catch (ConnectorException | InterruptedException | RuntimeException | Error e) {
            mine.reply().completeExceptionally(e);
            throw e;
        } finally {
            states.asMap().remove(question, mine);
        }
    }

    /// What becomes of those who waited for somebody whose call failed: they share the failure, unless it concerned the
    /// one who asked alone; then the next of them asks.
    static void followed(@Nullable Throwable problem) throws ConnectorException {
        switch (problem) {
            case ConnectorException e -> throw new ConnectorException(e.failure(), e);
            case InterruptedException _ -> {}
            case RuntimeException e -> throw e;
            case null, default -> throw new IllegalStateException(problem);
        }
    }

    /// A little after the one who asks, so that its answer is there.
    private Postponed after(Instant until) {
        return new Postponed(Duration.between(clock.instant(), until)
                .plusMillis(ThreadLocalRandom.current().nextLong(50, 300)));
    }

    private static int bytes(State state) {
        return switch (state) {
            case State.Kept kept -> kept.reply().body().length;
            case State.UnderWay _, State.Awaited _ -> 0;
        };
    }

    private Duration lifetime(State state) {
        return switch (state) {
            case State.Kept kept -> Duration.between(clock.instant(), kept.until());
            case State.Awaited awaited -> Duration.between(clock.instant(), awaited.until());
            case State.UnderWay _ -> Duration.ofMinutes(5);
        };
    }

    /// How many questions are remembered; for tests.
    long size() {
        states.cleanUp();
        return states.estimatedSize();
    }
}
