package io.patchbay.server.vendor;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The shared calls of one kind: the keys asked for lately, their parts, and the call that is under way.
final class SharedCalls<T> {

    /// A key that somebody asks for. Guarded by the lock.
    private static final class Wanted<T> {
        Instant asked = Instant.MIN;
        Duration interval = Duration.ZERO;
        /// When the call began that brought the part.
        Instant fetched = Instant.MIN;

        @Nullable
        T part;
        /// A call that carried it with others failed because of one of them.
        boolean alone;

        boolean fresh(Instant now, Duration every) {
            return part != null && now.isBefore(fetched.plus(every).minus(every.dividedBy(20)));
        }

        boolean forgotten(Instant now) {
            return now.isAfter(asked.plus(interval.multipliedBy(2)));
        }
    }

    private sealed interface Outcome<T> {
        record Parts<T>(Map<String, T> byKey) implements Outcome<T> {}

        record Failed<T>(ConnectorException cause) implements Outcome<T> {}

        record Broken<T>(RuntimeException cause) implements Outcome<T> {}

        /// Its thread was interrupted: nobody knows what would have come of it.
        record Abandoned<T>() implements Outcome<T> {}
    }

    /// A call under way.
    private static final class Flight<T> {
        final List<String> keys;

        @Nullable
        Outcome<T> outcome;

        Flight(List<String> keys) {
            this.keys = keys;
        }
    }

    private final Batch<T> batch;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition landed = lock.newCondition();
    private final Map<String, Wanted<T>> wanted = new HashMap<>();
    private @Nullable Flight<T> underWay;

    SharedCalls(Batch<T> batch, InstantSource clock) {
        this.batch = batch;
        this.clock = clock;
    }

    T get(Duration interval, String key, VendorHttp http) throws ConnectorException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Instant now = clock.instant();
                Wanted<T> own = want(key, interval, now);
                T part = own.part;
                if (part != null && own.fresh(now, interval)) {
                    return part;
                }
                Flight<T> flight = underWay;
                Outcome<T> outcome;
                if (flight == null) {
                    flight = new Flight<>(keys(key, own, now));
                    outcome = fly(flight, http, now);
                } else {
                    outcome = await(flight);
                }
                switch (outcome) {
                    case Outcome.Parts<T>(var parts) -> {
                        T found = parts.get(key);
                        if (found != null) {
                            return found;
                        }
                        if (flight.keys.contains(key)) {
                            throw new ConnectorException(
                                    new Failure.Puzzled("the vendor's answer lacks what was asked for", ""));
                        }
                    }
                    case Outcome.Failed<T>(var cause) -> {
                        if (flight.keys.equals(List.of(key)) || !maybeOfOneKey(cause.failure())) {
                            // an exception of its own, so that no two threads work on one stack trace
                            throw new ConnectorException(cause.failure(), cause);
                        }
                    }
                    case Outcome.Broken<T>(var cause) -> throw cause;
                    case Outcome.Abandoned<T>() -> {}
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Wanted<T> want(String key, Duration interval, Instant now) {
        Wanted<T> own = wanted.computeIfAbsent(key, _ -> new Wanted<>());
        own.asked = now;
        own.interval = interval;
        return own;
    }

    /// What the next call carries.
    private List<String> keys(String key, Wanted<T> own, Instant now) {
        wanted.values().removeIf(w -> w.forgotten(now));
        List<String> keys = new ArrayList<>();
        keys.add(key);
        if (!own.alone) {
            wanted.entrySet().stream()
                    .filter(e -> !e.getKey().equals(key) && !e.getValue().alone)
                    .filter(e -> olderThanHalf(e.getValue(), now))
                    .sorted(Comparator.comparing(e -> e.getValue().fetched))
                    .limit(batch.most() - 1L)
                    .forEach(e -> keys.add(e.getKey()));
        }
        return List.copyOf(keys);
    }

    private static boolean olderThanHalf(Wanted<?> w, Instant now) {
        return w.part == null || w.fetched.plus(w.interval.dividedBy(2)).isBefore(now);
    }

    /// Makes the call. Holds the lock before and after, but not meanwhile.
    private Outcome<T> fly(Flight<T> flight, VendorHttp http, Instant now) throws InterruptedException {
        Outcome<T> outcome = new Outcome.Abandoned<>();
        underWay = flight;
        lock.unlock();
        try {
            outcome = new Outcome.Parts<>(batch.fetch(http, flight.keys));
        } catch (ConnectorException e) {
            outcome = new Outcome.Failed<>(e);
        } catch (RuntimeException e) {
            outcome = new Outcome.Broken<>(e);
        } finally {
            lock.lock();
            keep(flight, outcome, now);
            flight.outcome = outcome;
            underWay = null;
            landed.signalAll();
        }
        return outcome;
    }

    private void keep(Flight<T> flight, Outcome<T> outcome, Instant now) {
        for (String key : flight.keys) {
            Wanted<T> w = wanted.get(key);
            if (w == null) {
                continue;
            }
            switch (outcome) {
                case Outcome.Parts<T>(var parts) -> {
                    w.part = parts.get(key);
                    w.fetched = now;
                    w.alone = false;
                }
                case Outcome.Failed<T>(var cause) ->
                    w.alone |= flight.keys.size() > 1 && maybeOfOneKey(cause.failure());
                case Outcome.Broken<T> _, Outcome.Abandoned<T> _ -> {}
            }
        }
    }

    private Outcome<T> await(Flight<T> flight) throws InterruptedException {
        while (true) {
            Outcome<T> outcome = flight.outcome;
            if (outcome != null) {
                return outcome;
            }
            landed.await();
        }
    }

    /// Whether one of the keys may be the reason, so that the others should be asked for without it.
    private static boolean maybeOfOneKey(Failure failure) {
        return switch (failure) {
            case Failure.Misconfigured _, Failure.Departed _, Failure.Puzzled _ -> true;
            case Failure.Unavailable _, Failure.Throttled _, Failure.Unauthorized _ -> false;
        };
    }

    /// Whether nobody has asked lately.
    boolean forgotten(Instant now) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return underWay == null && wanted.values().stream().allMatch(w -> w.forgotten(now));
        } finally {
            lock.unlock();
        }
    }
}
